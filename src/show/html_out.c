#include <stdarg.h>
#include <stdio.h>

#include "show/html_out.h"
#include "text/lang.h"

/* ---- text ---- */

void
out_text(struct html_out *out, struct str s)
{
	html_text(out->to, s);
}

static bool
is_convertible(const struct html_out *out, struct str lang)
{
	return out->converter &&
	       (!lang.n || str_starts_nocase(lang, S("zh")) || str_equal(lang, S("und")));
}

struct str
said(struct html_out *out, struct str s, struct str lang)
{
	struct buf converted CLEAN(buf_done) = { 0 };

	if (!is_convertible(out, lang) || !s.n)
		return s;
	script_convert(out->converter, s, &converted);
	return converted.err.code ? s : str_copy(out->arena, buf_str(&converted));
}

void
out_foreign(struct html_out *out, struct raw bytes)
{
	while (bytes.n) {
		size_t good = utf8_valid_length(bytes);

		out_text(out, (struct str){ (const char *)bytes.p, good });
		bytes.p += good, bytes.n -= good;
		if (!bytes.n)
			return;
		out_put(out, "\xef\xbf\xbd");
		bytes.p++, bytes.n--;
	}
}

void
out_said(struct html_out *out, struct str s, struct str lang)
{
	html_text(out->to, said(out, s, lang));
}

void
out_marked(struct html_out *out, const struct marked *marked, struct str lang)
{
	size_t at = 0;

	for (size_t i = 0; i < marked->count; i++) {
		const struct mark *mark = &marked->marks[i];

		out_said(out, str_slice(marked->text, at, mark->from), lang);
		out_put(out, "<mark>");
		out_said(out, str_slice(marked->text, mark->from, mark->to), lang);
		out_put(out, "</mark>");
		at = mark->to;
	}
	out_said(out, str_from(marked->text, at), lang);
}

void
out_word(struct html_out *out, enum word word)
{
	html_text(out->to, word_text(word, out->tongue));
}

void
out_count(struct html_out *out, enum word word, int64_t n)
{
	word_count(out->to, word, out->tongue, n);
}

void
out_int(struct html_out *out, int64_t n)
{
	buf_push_int(out->to, n);
}

void
out_dot(struct html_out *out)
{
	out_put(out, " · ");
}

/* ---- attributes ---- */

static void
attribute_open(struct html_out *out, const char *name)
{
	out_put(out, " ");
	buf_push_str(out->to, str_from_c(name));
	out_put(out, "=\"");
}

static void
out_attribute(struct html_out *out, const char *name, struct str value)
{
	attribute_open(out, name);
	html_attr(out->to, value);
	out_put(out, "\"");
}

struct str
lang_shown(const struct html_out *out, struct str lang)
{
	return is_convertible(out, lang) ? script_lang(out->script) : lang;
}

void
out_lang(struct html_out *out, struct str lang)
{
	lang = lang_shown(out, lang);
	if (lang.n && !str_equal(lang, S("und")) && !str_equal(lang, tongue_lang(out->tongue)))
		out_attribute(out, "lang", lang);
}

static void
out_path(struct html_out *out, const char *name, struct str path)
{
	static const struct str prefixes[] = {
		[SCRIPT_AS_WRITTEN] = STR_INIT(""),
		[SCRIPT_HANS] = STR_INIT("/zh-hans"),
		[SCRIPT_HANT] = STR_INIT("/zh-hant"),
	};

	if (out->links) {
		path = out->links->find(out->links->context, out->arena, path);
		if (path.p)
			out_attribute(out, name, path);
		return;
	}
	attribute_open(out, name);
	buf_push_str(out->to, out->is_original ? S("/original") : prefixes[out->script]);
	html_attr(out->to, path);
	out_put(out, "\"");
}

bool
out_leads(const struct html_out *out, const char *format, ...)
{
	va_list arguments;
	struct str path;

	if (!out->links)
		return true;
	va_start(arguments, format);
	path = str_vformat(out->arena, format, arguments);
	va_end(arguments);
	return out->links->find(out->links->context, out->arena, path).p != NULL;
}

void
out_href(struct html_out *out, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	out_path(out, "href", str_vformat(out->arena, format, arguments));
	va_end(arguments);
}

void
out_action(struct html_out *out, const char *path)
{
	out_path(out, "action", str_from_c(path));
}

void
out_href_url(struct html_out *out, struct str url)
{
	out_attribute(out, "href", url);
	out_put(out, " rel=\"nofollow noopener noreferrer\"");
}

void
out_value(struct html_out *out, struct str value)
{
	out_attribute(out, "value", value);
}

/* ---- times and sizes ---- */

struct str
day_text(struct arena *arena, int64_t day)
{
	unsigned month, d;
	int year;

	civil_from_days(day, &year, &month, &d);
	return str_format(arena, "%04d-%02u-%02u", year, month, d);
}

struct str
zone_text(struct arena *arena, int32_t zone_s)
{
	int32_t minutes = (zone_s < 0 ? -zone_s : zone_s) / 60;

	return str_format(arena, "%c%02d:%02d", zone_s < 0 ? '-' : '+', minutes / 60, minutes % 60);
}

void
out_time(struct html_out *out, int64_t seconds, enum time_form form)
{
	int64_t local = seconds + out->zone_s;
	int64_t day = (local - (local < 0 ? 86399 : 0)) / 86400;
	int minute = (int)((local - day * 86400) / 60);

	out_put(out, "<time datetime=\"");
	when_push_utc(out->to, seconds);
	out_put(out, "\">");
	if (form != TIME_CLOCK)
		out_text(out, day_text(out->arena, day));
	if (form == TIME_BOTH || form == TIME_ZONE)
		out_put(out, " ");
	if (form != TIME_DAY)
		buf_push_format(out->to, "%02d:%02d", minute / 60, minute % 60);
	if (form == TIME_ZONE) {
		out_put(out, " ");
		out_text(out, zone_text(out->arena, out->zone_s));
	}
	out_put(out, "</time>");
}

/* A day, a month, a year. */
static void
out_date(struct html_out *out, struct when when)
{
	out_put(out, "<time datetime=\"");
	when_push(out->to, when);
	out_put(out, "\">");
	when_push(out->to, when);
	out_put(out, "</time>");
}

void
out_when(struct html_out *out, struct when when, int32_t zone_s)
{
	struct html_out own = *out;

	if (when.precision == WHEN_NONE)
		return;
	if (when.precision < WHEN_MINUTE) {
		out_date(out, when);
		return;
	}
	own.zone_s = when.offset_s || when.zone == ZONE_UNKNOWN ? when.offset_s : zone_s;
	out_time(&own, when_seconds(when), when.zone == ZONE_UNKNOWN ? TIME_BOTH : TIME_ZONE);
}

void
out_zone(struct html_out *out)
{
	out_put(out, "UTC");
	if (out->zone_s)
		out_text(out, zone_text(out->arena, out->zone_s));
}

static const enum word weekdays[] = { WORD_THURSDAY, WORD_FRIDAY, WORD_SATURDAY, WORD_SUNDAY,
	WORD_MONDAY, WORD_TUESDAY, WORD_WEDNESDAY }; /* 1 January 1970 was a Thursday */

static const char *const months[] = { "January", "February", "March", "April", "May", "June",
	"July", "August", "September", "October", "November", "December" };

void
out_day_name(struct html_out *out, int64_t day)
{
	enum word weekday = weekdays[((day % 7) + 7) % 7];
	unsigned month, d;
	int year;

	civil_from_days(day, &year, &month, &d);
	if (out->tongue == TONGUE_EN) {
		out_word(out, weekday);
		buf_push_format(out->to, ", %u %s %d", d, months[month - 1], year);
		return;
	}
	buf_push_format(out->to, "%d年%u月%u日 ", year, month, d);
	out_word(out, weekday);
}

void
out_size(struct html_out *out, int64_t bytes)
{
	static const char *const units[] = { "B", "kB", "MB", "GB", "TB" };
	double value = (double)bytes;
	size_t unit = 0;

	for (; value >= 1000 && unit + 1 < LENGTH(units); unit++)
		value /= 1000;
	buf_push_format(out->to, unit ? "%.1f %s" : "%.0f %s", value, units[unit]);
}
