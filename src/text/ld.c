#include "base/buf.h"
#include "text/entity.h"
#include "text/ld.h"

struct reading {
	struct arena *arena;
	struct ld *ld;
	struct str rest;
	struct {
		uint32_t object; /* the object, or the one that holds the list */
		struct str key;	 /* at hand */
		bool is_list;
	} open[LD_DEPTH_MAX];
	unsigned depth;
	unsigned too_deep; /* opened past the ceiling */
	struct str string; /* read last, perhaps a key */
	bool has_string;
};

/* ---- strings ---- */

static bool
pull_hex4(struct str *s, uint32_t *out)
{
	uint32_t value = 0;

	if (s->n < 4)
		return false;
	for (unsigned i = 0; i < 4; i++) {
		if (char_hex(s->p[i]) < 0)
			return false;
		value = value * 16 + (uint32_t)char_hex(s->p[i]);
	}
	*s = str_from(*s, 4);
	*out = value;
	return true;
}

/* Behind "\u". */
static void
unescape_rune(struct str *s, struct buf *out)
{
	uint32_t rune, low;
	struct str rest;

	if (!pull_hex4(s, &rune))
		return;
	rest = *s;
	if (rune >= 0xd800 && rune < 0xdc00 && pull_str(&rest, S("\\u")) && pull_hex4(&rest, &low) &&
	    low >= 0xdc00 && low < 0xe000) {
		rune = 0x10000 + ((rune - 0xd800) << 10) + (low - 0xdc00);
		*s = rest;
	}
	buf_push_rune(out, rune >= 0xd800 && rune < 0xe000 ? 0xfffd : rune);
}

/* Behind the opening quote, to behind the closing one. */
static struct str
unescape(struct arena *arena, struct str *s)
{
	static const char from[] = "nrtbf", to[] = "\n\r\t  ";
	struct buf out CLEAN(buf_done) = { 0 };

	while (s->n && !pull_char(s, '"')) {
		char c = s->p[0];
		const char *known;

		*s = str_from(*s, 1);
		if (c != '\\' || !s->n) {
			buf_push_char(&out, c);
			continue;
		}
		c = s->p[0];
		*s = str_from(*s, 1);
		known = c ? strchr(from, c) : NULL;
		if (c == 'u')
			unescape_rune(s, &out);
		else
			buf_push_char(&out, known ? to[known - from] : c);
	}
	return str_copy(arena, buf_str(&out));
}

/* ---- objects ---- */

static uint32_t
object_here(const struct reading *reading)
{
	return reading->depth ? reading->open[reading->depth - 1].object : 0;
}

static struct str
key_here(const struct reading *reading)
{
	return reading->depth ? reading->open[reading->depth - 1].key : S("");
}

static bool
is_article_type(struct str type)
{
	return str_ends(type, S("Article")) || str_ends(type, S("Posting")) || str_starts(type, S("Report"));
}

static void
take_value(struct reading *reading, struct str value)
{
	struct ld *ld = reading->ld;
	struct str key = key_here(reading);
	struct ld_object *object = &ld->objects[object_here(reading)];

	if (!key.n || ld->pair_count == LD_PAIRS_MAX)
		return;
	if (str_equal(key, S("@type"))) {
		object->is_article |= is_article_type(value);
		object->type = object->type.n ? object->type : value;
	}
	arena_push(reading->arena, ld->pairs, ld->pair_count, ld->pair_capacity);
	ld->pairs[ld->pair_count++] = (struct ld_pair){ .object = object_here(reading), .key = key, .value = value };
	if (object->last_pair)
		ld->pairs[object->last_pair - 1].next = (uint32_t)ld->pair_count;
	else
		object->pairs = (uint32_t)ld->pair_count;
	object->last_pair = (uint32_t)ld->pair_count;
}

static uint32_t
add_object(struct reading *reading, uint32_t parent, struct str key)
{
	struct ld *ld = reading->ld;
	uint32_t at = (uint32_t)ld->object_count;
	struct ld_object *around;

	arena_push(reading->arena, ld->objects, ld->object_count, ld->object_capacity);
	ld->objects[ld->object_count++] = (struct ld_object){ .parent = parent, .key = key };
	around = &ld->objects[parent];
	if (around->last_inside)
		ld->objects[around->last_inside].next = at;
	else
		around->inside = at;
	around->last_inside = at;
	return at;
}

static void
open_object(struct reading *reading, bool is_list)
{
	struct ld *ld = reading->ld;
	uint32_t object = object_here(reading);
	struct str key = key_here(reading);

	if (reading->depth == LD_DEPTH_MAX || ld->object_count == LD_PAIRS_MAX) {
		reading->too_deep++;
		return;
	}
	if (!is_list)
		object = add_object(reading, object, key);
	reading->open[reading->depth].object = object;
	reading->open[reading->depth].key = is_list ? key : S("");
	reading->open[reading->depth++].is_list = is_list;
}

static void
close_object(struct reading *reading)
{
	if (reading->too_deep)
		reading->too_deep--;
	else if (reading->depth)
		reading->depth--;
}

/* ---- the script ---- */

/* A string that a colon follows is a key, any other one a value. */
static void
string_ends(struct reading *reading, bool is_key)
{
	if (!reading->has_string)
		return;
	reading->has_string = false;
	if (reading->too_deep)
		return;
	if (!is_key)
		take_value(reading, reading->string);
	else if (reading->depth && !reading->open[reading->depth - 1].is_list)
		reading->open[reading->depth - 1].key = reading->string;
}

static void
take_word(struct reading *reading)
{
	size_t n = 0;

	while (n < reading->rest.n && !char_is_space(reading->rest.p[n]) && !strchr(",:{}[]\"", reading->rest.p[n]))
		n++;
	string_ends(reading, false);
	reading->string = str_slice(reading->rest, 0, n);
	reading->has_string = n > 0;
	reading->rest = str_from(reading->rest, n ? n : 1);
}

static void
take_mark(struct reading *reading, char c)
{
	string_ends(reading, c == ':');
	if (c == '{' || c == '[')
		open_object(reading, c == '[');
	else if (c == '}' || c == ']')
		close_object(reading);
}

/* Some programs escape the whole script as if it were text: &quot;headline&quot;: its first string tells. */
static struct str
unescaped(struct arena *arena, struct str script)
{
	static const struct str quotes[] = { STR_INIT("&quot;"), STR_INIT("&#34;"), STR_INIT("&#x22;"), STR_INIT("&#034;") };
	struct str rest = script;

	while (pull_spaces(&rest) && (pull_char(&rest, '{') || pull_char(&rest, '[')))
		;
	for (size_t i = 0; i < LENGTH(quotes); i++)
		if (str_starts_nocase(rest, quotes[i]))
			return entities_decode(arena, script, NULL);
	return script;
}

void
ld_read(struct arena *arena, struct str script, struct ld *out)
{
	struct reading *reading = arena_new(arena, struct reading);

	*reading = (struct reading){ .arena = arena, .ld = out, .rest = unescaped(arena, script) };
	if (!out->object_count) {
		arena_push(arena, out->objects, out->object_count, out->object_capacity);
		out->objects[out->object_count++] = (struct ld_object){ 0 };
	}
	while (pull_spaces(&reading->rest) && reading->rest.n) {
		char c = reading->rest.p[0];

		if (c == '"') {
			string_ends(reading, false);
			reading->rest = str_from(reading->rest, 1);
			reading->string = unescape(arena, &reading->rest);
			reading->has_string = true;
		} else if (strchr("{}[]:,", c) && c) {
			reading->rest = str_from(reading->rest, 1);
			take_mark(reading, c);
		} else {
			take_word(reading);
		}
	}
	string_ends(reading, false);
}
