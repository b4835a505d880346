#include "show/reading.h"

#include "show/diff_out.h"
#include "show/page.h"
#include "text/fold.h"

int64_t
reading_minutes(struct str text)
{
	enum { CHARACTERS_A_MINUTE = 500, WORDS_A_MINUTE = 265 };
	int64_t characters = 0, words = 0, seconds;
	bool inside = false;
	uint32_t rune;

	while (pull_rune(&text, &rune)) {
		enum rune_class class = rune_class(rune);

		characters += class == RUNE_HAN || class == RUNE_KANA || class == RUNE_HANGUL;
		words += !inside && class == RUNE_LETTER;
		inside = class == RUNE_LETTER || (inside && class != RUNE_OTHER && class != RUNE_HAN);
	}
	seconds = characters * 60 / CHARACTERS_A_MINUTE + words * 60 / WORDS_A_MINUTE;
	return seconds > 60 ? (seconds + 30) / 60 : 1;
}

/* What is no change of the source. */
static void
cause_write(struct html_out *out, const struct cause *cause)
{
	if (cause->kind == CAUSE_WHOLE) {
		out_dot(out);
		out_word(out, WORD_WHOLE_TEXT);
	}
	if (!cause->reread)
		return;
	out_dot(out);
	out_word(out, WORD_READ_AGAIN);
	out_put(out, " ");
	out_time(out, cause->reread, TIME_DAY);
}

/* Those that are too many to list. */
static void
revisions_before(struct html_out *out, const struct reading *reading)
{
	int64_t before = reading->row.revisions - (int64_t)reading->all.count;

	if (before <= 0)
		return;
	out_count(out, WORD_N_OLDER_REVISIONS, before);
	out_put(out, " ");
	link_word(out, WORD_FIRST_REVISION, "/a/%lld/v/1", (long long)reading->row.id);
}

static void
revisions_write(struct html_out *out, const struct reading *reading)
{
	if (reading->all.count < 2)
		return;
	fact(out, WORD_REVISIONS);
	revisions_before(out, reading);
	out_put(out, "<ol>");
	for (size_t i = 0; i < reading->all.count; i++) {
		const struct revision *revision = &reading->all.items[i];

		out_put(out, "<li><a");
		out_href(out, "/a/%lld/v/%lld", (long long)reading->row.id, (long long)revision->n);
		if (revision->n == reading->revision.n)
			out_put(out, " aria-current='true'");
		out_put(out, ">");
		out_count(out, WORD_REVISION_N, revision->n);
		out_put(out, "</a> ");
		out_time(out, revision->fetched, TIME_ZONE);
		cause_write(out, &revision->cause);
		out_put(out, "</li>");
	}
	out_put(out, "</ol></dd>\n");
}

/* A step for each two neighbours, in words and with as many blocks as it weighs: no colour is needed
 * to compare them. */
static void
changed_write(struct html_out *out, const struct reading *reading)
{
	if (!reading->changed.count)
		return;
	fact(out, WORD_CHANGE_STEPS);
	out_put(out, "<ol class='list'>");
	for (size_t i = 0; i < reading->changed.count; i++) {
		const struct changed_row *row = &reading->changed.items[i];

		out_put(out, "<li><a");
		out_href(out, "/a/%lld/diff/%lld..%lld", (long long)row->article,
		    (long long)row->n - 1, (long long)row->n);
		buf_push_format(out->to, ">%lld → %lld</a> <span aria-hidden='true'>",
		    (long long)row->n - 1, (long long)row->n);
		for (unsigned step = WEIGHT_NONE; step < (unsigned)row->class; step++)
			out_put(out, "▮");
		out_put(out, "</span> ");
		out_word(out, weight_word(row->class));
		buf_push_format(out->to, " <small>−%lld +%lld</small></li>\n",
		    (long long)row->removed, (long long)row->added);
	}
	out_put(out, "</ol></dd>\n");
}

static struct str
capture_hex(struct arena *arena, const struct reading *reading)
{
	char hex[DIGEST_HEX + 1];

	digest_hex(&reading->revision.capture_digest, hex);
	return str_copy(arena, (struct str){ hex, DIGEST_HEX });
}

static void
original_write(struct html_out *out, const struct reading *reading)
{
	struct url url = reading->revision.record.url;

	fact(out, WORD_ORIGINAL);
	out_put(out, "<a");
	out_href_url(out, url.n ? url_str(url) : reading->row.url);
	out_put(out, ">");
	out_text(out, url.n ? url_display(out->arena, url) : reading->row.url);
	out_put(out, "</a></dd>\n");
}

/* Where a date can have been read, as the desk says it. */
static const struct {
	struct str said;
	enum word word;
} evidences[] = {
	{ STR_INIT("header"), WORD_EVIDENCE_HEADER },
	{ STR_INIT("front matter"), WORD_EVIDENCE_FRONT },
	{ STR_INIT("date line"), WORD_EVIDENCE_LINE },
};

/* "header; date line: Wed, 01 May 2024": the first words in the reader's language, what was read as
 * it stood. */
static void
evidence_write(struct html_out *out, struct str evidence)
{
	struct str item;

	out_word(out, WORD_EVIDENCE);
	for (bool first = true; pull_field(&evidence, ';', &item); first = false) {
		if (!first)
			out_put(out, "; ");
		pull_spaces(&item);
		for (size_t i = 0; i < LENGTH(evidences); i++) {
			if (!pull_str(&item, evidences[i].said))
				continue;
			out_word(out, evidences[i].word);
			break;
		}
		out_text(out, item);
	}
}

static void
dates_write(struct html_out *out, const struct reading *reading)
{
	const struct article *record = &reading->revision.record;

	if (record->published.precision != WHEN_NONE) {
		fact(out, WORD_PUBLISHED);
		out_when(out, record->published, reading->row.source_zone_s);
		if (record->published_evidence.n) {
			out_put(out, " (");
			evidence_write(out, record->published_evidence);
			out_put(out, ")");
		}
		out_put(out, "</dd>\n");
	}
	if (record->updated.precision != WHEN_NONE) {
		fact(out, WORD_UPDATED);
		out_when(out, record->updated, reading->row.source_zone_s);
		out_put(out, "</dd>\n");
	}
	fact(out, WORD_CAPTURED);
	out_time(out, reading->revision.fetched, TIME_ZONE);
	if (reading->revision.captures > 1) {
		out_put(out, " (");
		out_count(out, WORD_N_CAPTURES, reading->revision.captures);
		out_put(out, ")");
	}
	out_put(out, "</dd>\n");
}

static void
digest_write(struct html_out *out, const struct reading *reading)
{
	struct str hex = capture_hex(out->arena, reading);

	fact(out, WORD_DIGEST);
	out_put(out, "<code>");
	out_text(out, hex);
	out_put(out, "</code> ");
	if (!out->links)
		link_word(out, WORD_VERIFY, "/verify?q=%.*s", STR_ARGS(hex));
	out_put(out, "</dd>\n");
}

static void
files_write(struct html_out *out, int64_t id)
{
	static const struct {
		const char *suffix, *name;
	} files[] = { { ".txt", "TXT" }, { ".md", "Markdown" }, { ".json", "JSON" },
		{ ".epub", "EPUB" }, { ".bib", "BibTeX" } };

	if (out->links)
		return;
	fact(out, WORD_DOWNLOAD);
	for (size_t i = 0; i < LENGTH(files); i++) {
		out_put(out, "<a");
		out_href(out, "/a/%lld%s", (long long)id, files[i].suffix);
		buf_push_format(out->to, ">%s</a> ", files[i].name);
	}
	link_word(out, WORD_RAW, "/a/%lld/raw", (long long)id);
	out_put(out, "</dd>\n");
}

/* The zone in which its publication is told: that of the date, else the outlet's. */
static int32_t
zone_of(const struct reading *reading)
{
	int32_t offset_s = reading->revision.record.published.offset_s;

	return offset_s ? offset_s : reading->row.source_zone_s;
}

/* One line of text that names the work, the place, the state and the proof; as published, in any
 * script. */
static void
cite_write(struct html_out *out, const struct request *request, const struct reading *reading)
{
	const struct article *record = &reading->revision.record;
	struct html_out as_written = *out;

	as_written.converter = NULL;
	fact(out, WORD_CITE);
	out_put(out, "<span");
	out_lang(&as_written, record->lang);
	out_put(out, ">");
	out_text(out, record->headline);
	out_put(out, "</span>. ");
	out_text(out, reading->row.source_name);
	out_put(out, ", ");
	if (record->published.precision > WHEN_DAY)
		when_push_day(out->to, when_seconds(record->published), zone_of(reading));
	else
		when_push(out->to, record->published);
	out_put(out, ". ");
	out_text(out, record->url.n ? url_display(out->arena, record->url) : reading->row.url);
	out_put(out, ". ");
	/* a file has no address that others know */
	if (!out->links) {
		out_text(out, request->base);
		buf_push_format(out->to, "/a/%lld/v/%lld, ", (long long)reading->row.id, (long long)reading->revision.n);
	}
	out_put(out, "SHA-256 ");
	out_text(out, str_slice(capture_hex(out->arena, reading), 0, 16));
	out_put(out, "…");
	if (!out->links) {
		out_put(out, " ");
		link_word(out, WORD_CITE_TEXT, "/a/%lld/cite", (long long)reading->row.id);
	}
	out_put(out, "</dd>\n");
}

void
record_write(struct html_out *out, const struct request *request, const struct reading *reading)
{
	out_put(out, "<section class='facts' aria-labelledby='facts'>\n<h2 id='facts'>");
	out_word(out, WORD_RECORD);
	out_put(out, "</h2>\n<dl>\n");
	original_write(out, reading);
	dates_write(out, reading);
	changed_write(out, reading);
	revisions_write(out, reading);
	trace_facts(out, &reading->trace);
	digest_write(out, reading);
	files_write(out, reading->row.id);
	cite_write(out, request, reading);
	out_put(out, "</dl>\n</section>\n");
}
