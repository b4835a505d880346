#include "net/robots.h"

/* ---- patterns ---- */

static bool
is_unreserved(char c)
{
	return char_is_alpha(c) || char_is_digit(c) || c == '-' || c == '.' || c == '_' || c == '~';
}

/* As url_parse leaves a path: what need not be encoded is not, what must be is, digits in upper
 * case (RFC 9309, 2.2.2). */
static struct str
normalise(struct arena *arena, struct str s)
{
	static const char hex[] = "0123456789ABCDEF";
	char *to = arena_alloc_dirty(arena, 3 * s.n);
	size_t n = 0;

	for (size_t i = 0; i < s.n; i++) {
		bool coded = s.p[i] == '%' && i + 2 < s.n && char_hex(s.p[i + 1]) >= 0 &&
			     char_hex(s.p[i + 2]) >= 0;
		unsigned char c = (unsigned char)s.p[i];

		if (coded) {
			c = (unsigned char)(char_hex(s.p[i + 1]) << 4 | char_hex(s.p[i + 2]));
			i += 2;
		}
		if (coded ? is_unreserved((char)c) : c > ' ' && c < 0x7f) {
			to[n++] = (char)c;
			continue;
		}
		to[n++] = '%';
		to[n++] = hex[c >> 4];
		to[n++] = hex[c & 15];
	}
	return (struct str){ to, n };
}

/* The pieces between the stars, each found at its first place behind the one before: linear,
 * whatever the pattern. */
static bool
matches(struct str pattern, struct str path)
{
	bool anchored = str_ends(pattern, S("$"));
	struct str piece;
	size_t at = 0;
	bool first = true;

	pattern.n -= anchored;
	for (;;) {
		ptrdiff_t star = str_find_char(pattern, '*', 0), found;

		piece = str_slice(pattern, 0, star < 0 ? pattern.n : (size_t)star);
		if (star < 0 && anchored && !first)
			return path.n - at >= piece.n && str_ends(path, piece);
		found = str_find(path, piece, at);
		if (found < 0 || (first && found > 0))
			return false;
		at = (size_t)found + piece.n;
		if (star < 0)
			return !anchored || at == path.n;
		pattern = str_from(pattern, (size_t)star + 1);
		first = false;
	}
}

bool
robots_allows(const struct robots *robots, struct str path)
{
	const struct robots_rule *best = NULL;

	if (str_equal(path, S("/robots.txt")))
		return true;
	for (size_t i = 0; i < robots->count; i++) {
		const struct robots_rule *rule = &robots->rules[i];
		if (best && (rule->pattern.n < best->pattern.n ||
				(rule->pattern.n == best->pattern.n && !rule->allow)))
			continue;
		if (matches(rule->pattern, path))
			best = rule;
	}
	return !best || best->allow;
}

/* ---- groups ---- */

enum line_kind { LINE_OTHER, LINE_AGENT, LINE_ALLOW, LINE_DISALLOW, LINE_DELAY };

/* What sites write, slips included, as others read them. */
static const struct {
	const char *name;
	enum line_kind kind;
} names[] = {
	{ "user-agent", LINE_AGENT },
	{ "user agent", LINE_AGENT },
	{ "useragent", LINE_AGENT },
	{ "allow", LINE_ALLOW },
	{ "disallow", LINE_DISALLOW },
	{ "dissallow", LINE_DISALLOW },
	{ "disalow", LINE_DISALLOW },
	{ "crawl-delay", LINE_DELAY },
};

static enum line_kind
line_split(struct str line, struct str *value)
{
	ptrdiff_t mark = str_find_char(line, '#', 0), colon;

	if (mark >= 0)
		line.n = (size_t)mark;
	colon = str_find_char(line, ':', 0);
	if (colon < 0)
		return LINE_OTHER;
	*value = str_trim(str_from(line, (size_t)colon + 1));
	line = str_trim(str_slice(line, 0, (size_t)colon));
	for (size_t i = 0; i < LENGTH(names); i++)
		if (str_equal_nocase(line, str_from_c(names[i].name)))
			return names[i].kind;
	return LINE_OTHER;
}

/* Whose rules the lines at hand are. */
struct group {
	bool for_us, for_all;
	bool has_rules; /* the next user-agent line begins a new group */
};

struct reading {
	struct arena *arena;
	struct str token;
	struct group group;
	struct robots ours, all;
};

/* "xinshi", "Xinshi/2.0": the name up to what is no letter, '-' or '_' (RFC 9309, 2.2.1) */
static bool
names_token(struct str value, struct str token)
{
	size_t n = 0;

	while (n < value.n && (char_is_alpha(value.p[n]) || value.p[n] == '-' || value.p[n] == '_'))
		n++;
	return str_equal_nocase(str_slice(value, 0, n), token);
}

static void
take_agent(struct reading *reading, struct str value)
{
	if (reading->group.has_rules)
		reading->group = (struct group){ 0 };
	if (str_equal(value, S("*")))
		reading->group.for_all = true;
	if (names_token(value, reading->token))
		reading->group.for_us = reading->ours.names_us = true;
}

static void
add_rule(struct arena *arena, struct robots *robots, struct str pattern, bool allow)
{
	if (robots->count == ROBOTS_RULES_MAX)
		return;
	arena_push(arena, robots->rules, robots->count, robots->capacity);
	robots->rules[robots->count++] = (struct robots_rule){ pattern, allow };
}

static void
take_rule(struct reading *reading, struct str value, bool allow)
{
	const struct group *group = &reading->group;

	/* an empty Disallow bars nothing; a pattern begins with '/' or a star */
	if (!value.n || value.n > ROBOTS_RULE_MAX || (!group->for_us && !group->for_all))
		return;
	if (value.p[0] != '/' && value.p[0] != '*')
		value = str_join(reading->arena, S("/"), value, STR_END);
	value = normalise(reading->arena, value);
	if (group->for_us)
		add_rule(reading->arena, &reading->ours, value, allow);
	if (group->for_all)
		add_rule(reading->arena, &reading->all, value, allow);
}

/* Seconds, perhaps with a fraction, which rounds up. */
static void
take_delay(struct reading *reading, struct str value)
{
	uint64_t seconds;
	int64_t ms;

	if (!pull_number(&value, INT32_MAX, &seconds))
		return;
	ms = (int64_t)(seconds + (value.n > 1 && value.p[0] == '.')) * 1000;
	ms = ms < ROBOTS_DELAY_MAX_MS ? ms : ROBOTS_DELAY_MAX_MS;
	if (reading->group.for_us)
		reading->ours.delay_ms = ms;
	if (reading->group.for_all)
		reading->all.delay_ms = ms;
}

static void
take_line(struct reading *reading, struct str line)
{
	struct str value;
	enum line_kind kind = line_split(line, &value);

	if (kind == LINE_AGENT)
		take_agent(reading, value);
	if (kind == LINE_ALLOW || kind == LINE_DISALLOW)
		take_rule(reading, value, kind == LINE_ALLOW);
	if (kind == LINE_DELAY)
		take_delay(reading, value);
	if (kind > LINE_AGENT)
		reading->group.has_rules = true;
}

void
robots_parse(struct arena *arena, struct raw bytes, struct str token, struct robots *out)
{
	struct reading reading = {
		.arena = arena, .token = token, .ours.delay_ms = -1, .all.delay_ms = -1
	};
	struct str rest = { (const char *)bytes.p,
		bytes.n < ROBOTS_BYTES_MAX ? bytes.n : ROBOTS_BYTES_MAX },
		   line, part;

	pull_str(&rest, S("\xef\xbb\xbf"));
	/* lines may end with a carriage return alone */
	while (pull_field(&rest, '\n', &line))
		while (pull_field(&line, '\r', &part))
			take_line(&reading, part);
	*out = reading.ours.names_us ? reading.ours : reading.all;
}
