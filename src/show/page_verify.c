#include "show/page.h"
#include "show/pages.h"
#include "text/fold.h"

enum { TEXT_MIN = 8, HITS = 20, PHRASE_MAX = 20 };

/* ---- the form ---- */

static void
form_write(struct request *request, struct html_out *out)
{
	out_put(out, "<h1>");
	out_word(out, WORD_VERIFY);
	out_put(out, "</h1>\n<p>");
	out_word(out, WORD_VERIFY_WHAT);
	out_put(out, "</p>\n<form");
	out_action(out, "/verify");
	out_put(out, "><label for='proof'><span>");
	out_word(out, WORD_VERIFY_FIELD);
	out_put(
	    out, "</span></label><p><textarea id='proof' name='q' rows='4' maxlength='1000'>\n");
	out_text(out, request->args.text[PARAM_Q]);
	out_put(out, "</textarea></p><p><button>");
	out_word(out, WORD_VERIFY);
	out_put(out, "</button></p></form>\n");
}

static void
verdict(struct html_out *out, enum word word)
{
	out_put(out, "<p class='flag'>");
	out_word(out, word);
	out_put(out, "</p>\n");
}

/* ---- a text ---- */

/* Letters and digits alone, folded: what is compared. */
static struct str
bare(struct arena *arena, struct str s)
{
	struct buf out CLEAN(buf_done) = { 0 };
	uint32_t rune, folded[FOLD_MAX];

	while (pull_rune(&s, &rune)) {
		enum rune_class class = rune_class(rune);
		unsigned n =
		    class == RUNE_OTHER || class == RUNE_IGNORED ? 0 : fold_rune(rune, folded);

		for (unsigned i = 0; i < n; i++)
			buf_push_rune(&out, folded[i]);
	}
	return str_copy(arena, buf_str(&out));
}

/* A run of letters and digits from the front, at most PHRASE_MAX of them; one other sign is skipped
 * where there is none. */
static struct str
pull_run(struct str *text, size_t *runes)
{
	struct str run = { text->p, 0 }, rest = *text;
	uint32_t rune;

	for (*runes = 0;
	     *runes < PHRASE_MAX && pull_rune(&rest, &rune) && rune_class(rune) != RUNE_OTHER;
	     ++*runes)
		*text = rest;
	run.n = (size_t)(text->p - run.p);
	if (!*runes)
		pull_rune(text, &rune);
	return run;
}

/* The longest such run, as a phrase: what the index can find at once. */
static struct str
phrase_of(struct arena *arena, struct str text)
{
	struct str best = S("");
	size_t most = 0, runes;

	while (text.n) {
		struct str run = pull_run(&text, &runes);

		if (runes <= most)
			continue;
		best = run;
		most = runes;
	}
	return str_join(arena, S("\""), best, S("\""), STR_END);
}

static bool
contains(struct arena *arena, const struct article *record, struct str wanted)
{
	return str_find(bare(arena, record->text), wanted, 0) >= 0 ||
	       str_find(bare(arena, record->headline), wanted, 0) >= 0;
}

/* The newest revision that has the words exactly; 0: none. */
static struct err
exact_revision(
    struct request *request, const struct article_row *row, struct str wanted, int64_t *out)
{
	int64_t n = row->revisions;
	struct err e = { 0 };

	for (; n > 0 && !e.code; n--) {
		struct revision revision;

		e = revision_get(
		    request->clerk->archive, request->arena, row->id, n, REVISION_BODY, &revision);
		if (!e.code && contains(request->arena, &revision.record, wanted))
			break;
	}
	*out = n;
	return e;
}

static struct err
match_write(
    struct request *request, struct html_out *out, const struct article_row *row, struct str wanted)
{
	int64_t n = 0;
	struct err e = exact_revision(request, row, wanted, &n);

	if (e.code)
		return e;
	line_begin(out, row, LINE_DAY | LINE_CLOCK | LINE_SOURCE);
	out_put(out, "<small>");
	if (n) {
		out_put(out, "✓ <b>");
		out_word(out, WORD_VERIFY_EXACT);
		out_put(out, "</b>: <a");
		out_href(out, "/a/%lld/v/%lld", (long long)row->id, (long long)n);
		out_put(out, ">");
		out_count(out, WORD_REVISION_N, n);
		out_put(out, "</a>");
	} else
		out_word(out, WORD_VERIFY_NEAR);
	out_put(out, "</small></li>\n");
	return e;
}

static struct err
text_verify(struct request *request, struct html_out *out, struct str text)
{
	struct search_options options = { .limit = HITS, .budget_ms = SERVER_SEARCH_MS };
	struct str wanted = bare(request->arena, text);
	struct results results = { 0 };
	struct query *query;
	struct err e = query_parse(request->arena, phrase_of(request->arena, text), 0, &query);

	if (!e.code)
		e = search_run(request->clerk->search, request->arena, query, &options, &results);
	if (e.code)
		return e;
	if (!results.count) {
		verdict(out, WORD_VERIFY_NONE);
		return e;
	}
	lines_begin(out);
	for (size_t i = 0; i < results.count && !e.code; i++)
		e = match_write(request, out, &results.items[i].article, wanted);
	lines_end(out);
	out_put(out, "<p class='meta'>");
	out_word(out, WORD_VERIFY_HOW);
	out_put(out, "</p>\n");
	return e;
}

/* ---- a digest ---- */

static void
capture_write(struct html_out *out, const struct capture *capture)
{
	out_put(out, "<dl>\n");
	fact(out, WORD_CAPTURED);
	out_time(out, capture->fetched, TIME_ZONE);
	out_put(out, "</dd>\n");
	fact(out, WORD_FILE);
	out_size(out, capture->size);
	out_put(out, "</dd>\n");
	if (capture->article) {
		fact(out, WORD_ARTICLES);
		out_put(out, "<a");
		out_href(out, "/a/%lld", (long long)capture->article);
		buf_push_format(out->to, ">/a/%lld</a></dd>\n", (long long)capture->article);
	}
	out_put(out, "</dl>\n");
}

/* The bytes are read and hashed again: what is shown is proved now, not remembered. */
static struct err
digest_verify(struct request *request, struct html_out *out, const struct digest *digest)
{
	enum { CAPTURE_MAX = 64 << 20 };
	struct archive *archive = request->clerk->archive;
	struct capture capture;
	struct raw bytes;
	int64_t id = 0;
	struct err e = capture_by_digest(archive, digest, &id);

	if (e.code == ERR_NOT_FOUND) {
		verdict(out, WORD_VERIFY_DIGEST_NONE);
		return (struct err){ 0 };
	}
	if (!e.code)
		e = capture_get(archive, request->arena, id, &capture);
	if (!e.code)
		e = capture_read(archive, request->arena, id, CAPTURE_MAX, &bytes);
	if (e.code)
		return e;
	verdict(out, WORD_VERIFY_FOUND);
	capture_write(out, &capture);
	return e;
}

/* ---- the whole ---- */

struct err
page_verify(struct request *request, struct response *response)
{
	struct str q = request->args.text[PARAM_Q];
	struct html_out *out =
	    page_begin(response, &(struct page){ .title = word_text(WORD_VERIFY, request->tongue),
				     .section = WORD_MAX });
	struct digest digest;
	struct err e = { 0 };

	form_write(request, out);
	if (digest_from_hex(q, &digest))
		e = digest_verify(request, out, &digest);
	else if (q.n && bare(request->arena, q).n < TEXT_MIN)
		verdict(out, WORD_VERIFY_SHORT);
	else if (q.n)
		e = text_verify(request, out, q);
	page_end(request, response);
	return e;
}
