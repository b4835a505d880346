#include "cmd/message.h"
#include "cmd/terminal.h"

/* What a terminal would act on, or what shows text in another order than it is in (UAX #9;
 * CVE-2021-42574). */
static bool
is_active(uint32_t rune)
{
	return rune < 0x20 || (rune >= 0x7f && rune < 0xa0) || (rune >= 0x202a && rune <= 0x202e) ||
	       (rune >= 0x2066 && rune <= 0x2069) || rune == 0x200e || rune == 0x200f ||
	       rune == 0x061c || rune == 0x2028 || rune == 0x2029 || rune == 0xfeff ||
	       (rune >= 0xfff9 && rune <= 0xfffb) || (rune >= 0xe0000 && rune <= 0xe007f);
}

static void
push_active(struct buf *out, uint32_t rune)
{
	if (rune < 0x100)
		buf_push_format(out, "\\x%02x", rune);
	else
		buf_push_format(out, "\\u{%04x}", rune);
}

/* \u202e; a pair of surrogates beyond the first plane. */
static void
push_active_json(struct buf *out, uint32_t rune)
{
	if (rune < 0x10000)
		buf_push_format(out, "\\u%04x", rune);
	else
		buf_push_format(
		    out, "\\u%04x\\u%04x", 0xd7c0 + (rune >> 10), 0xdc00 + (rune & 0x3ff));
}

/* Line breaks and tabs: a space each, or as they are. */
static void
push_text(struct buf *out, struct str s, bool lines, void (*push)(struct buf *, uint32_t))
{
	struct str rest = s, before = s;
	const char *plain = s.p;
	uint32_t rune;

	while (before = rest, pull_rune(&rest, &rune)) {
		bool breaks = rune == '\n' || rune == '\t' || rune == '\r';

		if (!is_active(rune) || (lines && (rune == '\n' || rune == '\t')))
			continue;
		buf_push(out, plain, (size_t)(before.p - plain));
		if (breaks)
			buf_push_char(out, ' ');
		else
			push(out, rune);
		plain = rest.p;
	}
	if (s.n)
		buf_push(out, plain, (size_t)(s.p + s.n - plain));
}

void
term_text(struct buf *out, struct str s)
{
	push_text(out, s, false, push_active);
}

void
term_lines(struct buf *out, struct str s)
{
	push_text(out, s, true, push_active);
}

void
term_json(struct buf *out, struct str json)
{
	push_text(out, json, true, push_active_json);
}

void
term_raw(struct buf *out, struct raw bytes)
{
	while (bytes.n) {
		size_t good = utf8_valid_length(bytes);

		term_text(out, (struct str){ (const char *)bytes.p, good });
		bytes = (struct raw){ bytes.p + good, bytes.n - good };
		if (!bytes.n)
			return;
		push_active(out, bytes.p[0]);
		bytes = (struct raw){ bytes.p + 1, bytes.n - 1 };
	}
}

/* ---- columns: UAX #11 as terminals have it (wide and full-width take two, marks none) ---- */

struct range {
	uint32_t from, to;
};

static const struct range none[] = {
	{ 0x0300, 0x036f },
	{ 0x0483, 0x0489 },
	{ 0x0591, 0x05bd },
	{ 0x0610, 0x061a },
	{ 0x064b, 0x065f },
	{ 0x0900, 0x0902 },
	{ 0x0e31, 0x0e31 },
	{ 0x0e34, 0x0e3a },
	{ 0x0e47, 0x0e4e },
	{ 0x1ab0, 0x1aff },
	{ 0x1dc0, 0x1dff },
	{ 0x200b, 0x200d },
	{ 0x2060, 0x2064 },
	{ 0x20d0, 0x20ff },
	{ 0x302a, 0x302d },
	{ 0x3099, 0x309a },
	{ 0xfe00, 0xfe0f },
	{ 0xfe20, 0xfe2f },
	{ 0xe0100, 0xe01ef },
};
static const struct range wide[] = {
	{ 0x1100, 0x115f },
	{ 0x231a, 0x231b },
	{ 0x23e9, 0x23ec },
	{ 0x25fd, 0x25fe },
	{ 0x2614, 0x2615 },
	{ 0x2e80, 0x303e },
	{ 0x3041, 0x33ff },
	{ 0x3400, 0x4dbf },
	{ 0x4e00, 0x9fff },
	{ 0xa000, 0xa4cf },
	{ 0xa960, 0xa97f },
	{ 0xac00, 0xd7a3 },
	{ 0xf900, 0xfaff },
	{ 0xfe10, 0xfe19 },
	{ 0xfe30, 0xfe6f },
	{ 0xff00, 0xff60 },
	{ 0xffe0, 0xffe6 },
	{ 0x16fe0, 0x18aff },
	{ 0x1b000, 0x1b2ff },
	{ 0x1f200, 0x1f265 },
	{ 0x1f300, 0x1f64f },
	{ 0x1f680, 0x1f6ff },
	{ 0x1f900, 0x1faff },
	{ 0x20000, 0x3fffd },
};

static bool
is_in(const struct range *ranges, size_t count, uint32_t rune)
{
	size_t low = 0;

	while (low < count) {
		size_t middle = low + (count - low) / 2;

		if (rune > ranges[middle].to)
			low = middle + 1;
		else if (rune < ranges[middle].from)
			count = middle;
		else
			return true;
	}
	return false;
}

static size_t
rune_width(uint32_t rune)
{
	if (rune < 0x300)
		return 1;
	if (is_in(none, LENGTH(none), rune))
		return 0;
	return is_in(wide, LENGTH(wide), rune) ? 2 : 1;
}

size_t
term_width(struct str s)
{
	size_t width = 0;
	uint32_t rune;

	while (pull_rune(&s, &rune))
		width += rune_width(rune);
	return width;
}

struct str
term_fit(struct str s, size_t columns)
{
	struct str rest = s, before = s;
	uint32_t rune;

	while (before = rest, pull_rune(&rest, &rune)) {
		size_t width = rune_width(rune);

		if (width > columns)
			break;
		columns -= width;
	}
	return str_slice(s, 0, s.n - before.n);
}

void
term_cell(struct buf *out, struct str s, size_t columns)
{
	struct buf clean CLEAN(buf_done) = { 0 };
	size_t width;

	term_text(&clean, s);
	width = term_width(buf_str(&clean));
	if (width > columns) {
		struct str head = term_fit(buf_str(&clean), columns ? columns - 1 : 0);

		buf_push_str(out, head);
		buf_push(out, "…", columns ? 3 : 0);
		width = term_width(head) + 1;
	} else
		buf_push_str(out, buf_str(&clean));
	for (; width < columns; width++)
		buf_push_char(out, ' ');
}

/* ---- numbers ---- */

void
term_count(struct buf *out, int64_t n)
{
	if (n < 0) {
		buf_push_char(out, '-');
		n = -n;
	}
	if (n < 1000) {
		buf_push_int(out, n);
		return;
	}
	term_count(out, n / 1000);
	buf_push_format(out, ",%03d", (int)(n % 1000));
}

void
term_counted(struct buf *out, int64_t n, const char *one, const char *many)
{
	term_count(out, n);
	buf_push_format(out, " %s", message(n == 1 ? one : many));
}

void
term_size(struct buf *out, int64_t bytes)
{
	static const char *const units[] = { "kB", "MB", "GB", "TB" };
	double value = (double)bytes / 1000;
	size_t unit = 0;

	if (bytes < 1000) {
		buf_push_format(out, "%d bytes", (int)bytes);
		return;
	}
	for (; value >= 999.95 && unit + 1 < LENGTH(units); unit++)
		value /= 1000;
	buf_push_format(out, "%.1f %s", value, units[unit]);
}

void
term_duration(struct buf *out, int64_t seconds)
{
	if (seconds >= 3600)
		buf_push_format(out, "%d:%02d:%02d", (int)(seconds / 3600),
		    (int)(seconds / 60 % 60), (int)(seconds % 60));
	else
		buf_push_format(out, "%d:%02d", (int)(seconds / 60), (int)(seconds % 60));
}

void
term_span(struct buf *out, int64_t seconds)
{
	static const struct {
		int64_t seconds;
		const char *name;
	} units[] = { { 86400, "d" }, { 3600, "h" }, { 60, "min" }, { 1, "s" } };
	size_t i = 0;

	while (i + 1 < LENGTH(units) && seconds < 2 * units[i].seconds)
		i++;
	buf_push_format(
	    out, "%lld %s", (long long)(seconds / units[i].seconds), units[i].name);
}
