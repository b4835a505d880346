/*
 * Golden cases: test/golden/STAGE/CASE/ holds in.md (a file of an archive) or in.html (the body of
 * one; of the stages extract and choice a whole page, with where it is from in `from`) or in.xml (a feed, whose items become articles), what must come of it (want.json, want.html
 * or want.txt; want.err where it is refused), and in NOTE a line on what the case shows.  Each
 * stage is a row here; each folder is a test.  With GOLDEN_WRITE in the environment the answers are
 * written instead: read the diff like code.  The folder is found from the root of the source, or in
 * GOLDEN_DIR.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <cmocka.h>

#include "main/item.h"
#include "main/webarticle.h"
#include "base/json.h"
#include "record/html.h"
#include "figure/analysis.h"
#include "guard/worker.h"
#include "show/figure_json.h"
#include "../figure_test.h"

enum { CASES_MAX = 500, FILE_MAX = 1 << 20 };

struct kind;
typedef void answer(struct arena *arena, const struct article *article, struct buf *out);

/* Members one a line, so that a diff shows which. */
static void
members_put(
    struct arena *arena, const struct article *article, const char *const *skip, struct buf *out)
{
	for (size_t i = 0; i < article_field_count; i++) {
		const char *others[64] = { NULL };
		struct buf member = { 0 };
		struct json json = { .out = &member };
		size_t n = 0;

		for (size_t j = 0; skip[j]; j++)
			others[n++] = skip[j];
		for (size_t j = 0; j < article_field_count; j++)
			if (j != i)
				others[n++] = article_fields[j].json;
		json_object(&json, NULL);
		article_json(arena, &json, article, others);
		json_object_end(&json);
		if (member.n > 2)
			buf_push_format(
			    out, "%s%.*s", out->n ? ",\n" : "{\n", (int)member.n - 2, member.p + 1);
		buf_done(&member);
	}
	buf_push_literal(out, "\n}\n");
}

static void
answer_meta(struct arena *arena, const struct article *article, struct buf *out)
{
	static const char *const skip[] = { "html", "text", "digest", "body_digest", "simhash",
		"lang", "images", "characters", "rules", NULL };

	members_put(arena, article, skip, out);
}

static void
answer_article(struct arena *arena, const struct article *article, struct buf *out)
{
	static const char *const skip[] = { "rules", NULL };

	members_put(arena, article, skip, out);
}

/* The body, and as a comment what was noted on the way. */
static void
answer_clean(struct arena *arena, const struct article *article, struct buf *out)
{
	struct html html = html_from_doc(arena, &article->doc, HTML_PRETTY, NULL, NULL);

	html_put(out, html);
	buf_push_literal(out, "<!--");
	for (unsigned code = 0; code < NOTE_MAX; code++)
		if (article->notes.count[code])
			buf_push_format(
			    out, " %s=%u", note_row(code)->key, article->notes.count[code]);
	buf_push_literal(out, " -->\n");
}

static void
answer_text(struct arena *arena, const struct article *article, struct buf *out)
{
	(void)arena;
	buf_push_str(out, article->text);
	buf_push_char(out, '\n');
}

static struct err answer_file(struct arena *arena, struct markup *markup, const struct kind *kind,
    struct raw bytes, struct buf *out);
static struct err answer_items(struct arena *arena, struct markup *markup, const struct kind *kind,
    struct raw bytes, struct buf *out);
static struct err answer_page(struct arena *arena, struct markup *markup, const struct kind *kind,
    struct raw bytes, struct buf *out);
static struct err answer_choice(struct arena *arena, struct markup *markup, const struct kind *kind,
    struct raw bytes, struct buf *out);
static struct err answer_figures(struct arena *arena, struct markup *markup, const struct kind *kind,
    struct raw bytes, struct buf *out);

static const struct kind {
	const char *stage, *want;
	answer *answer;
	struct err (*read)(struct arena *arena, struct markup *markup, const struct kind *kind,
	    struct raw bytes, struct buf *out);
	bool is_page; /* a whole page, with where it is from */
} kinds[] = {
	{ "clean", "want.html", answer_clean, answer_file, false },
	{ "text", "want.txt", answer_text, answer_file, false },
	{ "meta", "want.json", answer_meta, answer_file, false },
	{ "article", "want.json", answer_article, answer_file, false },
	{ "extract", "want.json", article_case, answer_page, true },
	{ "choice", "want.txt", NULL, answer_choice, true },
	{ "items", "want.json", answer_article, answer_items, false },
	{ "figures", "want.json", NULL, answer_figures, false },
};

struct golden_case {
	const struct kind *kind;
	char path[300], name[120];
};

/* ---- files ---- */

static bool
file_read(const char *folder, const char *name, struct buf *out)
{
	char path[400];
	int fd CLEAN(fd_close) = -1;

	snprintf(path, sizeof(path), "%s/%s", folder, name);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	return fd >= 0 && fd_read_all(fd, FILE_MAX, out).code == ERR_NONE;
}

static void
file_write(const char *folder, const char *name, const struct buf *bytes)
{
	char path[400];
	int fd CLEAN(fd_close) = -1;

	snprintf(path, sizeof(path), "%s/%s", folder, name);
	fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
	assert_true(fd >= 0);
	assert_int_equal(fd_write_all(fd, buf_raw(bytes)).code, ERR_NONE);
}

/* The file of the case; a bare body gets the head of an article around it. */
static void
input_read(const struct golden_case *c, struct buf *out)
{
	struct buf body = { 0 };

	if (file_read(c->path, "in.md", out) || file_read(c->path, "in.xml", out))
		return;
	if (!file_read(c->path, "in.html", &body))
		fail_msg("%s holds none of in.md, in.xml, in.html", c->path);
	if (c->kind->is_page) { /* `from`, a byte that is in no text, the page */
		if (!file_read(c->path, "from", out))
			fail_msg("%s does not say where it is from", c->path);
		buf_push_char(out, '\0');
		buf_push_str(out, buf_str(&body));
		buf_done(&body);
		return;
	}
	buf_push_literal(out,
	    "<!--1612144800000-->\n[Headline](https://news.example/2021/02/01/a.html)\n------\n\n");
	buf_push_str(out, buf_str(&body));
	buf_push_str(out, body.n && body.p[body.n - 1] == '\n' ? S("") : S("\n"));
	buf_done(&body);
}

/* ---- one case ---- */

static void
compare(const struct golden_case *c, const char *file, const struct buf *got)
{
	struct buf want = { 0 };

	if (getenv("GOLDEN_WRITE")) {
		file_write(c->path, file, got);
		return;
	}
	if (!file_read(c->path, file, &want))
		fail_msg(
		    "%s/%s is not there; this came:\n%.*s", c->path, file, (int)got->n, got->p);
	if (!str_equal(buf_str(&want), buf_str(got)))
		fail_msg("%s: wanted\n%.*s\ncame\n%.*s", c->path, (int)want.n, want.p, (int)got->n,
		    got->p);
	buf_done(&want);
}

enum { NOW = 1612231200 };

static struct err
answer_file(struct arena *arena, struct markup *markup, const struct kind *kind, struct raw bytes,
    struct buf *out)
{
	struct question question = { .bytes = bytes, .source = S("golden"), .now = NOW };
	struct article article;
	struct err err = article_read(arena, markup, &question, &article);

	if (err.code)
		return err;
	assert_int_equal(doc_check(&article.doc).code, ERR_NONE);
	kind->answer(arena, &article, out);
	return err;
}

/* "url: ...", "content-type: ...", "zone: seconds", "now: seconds" */
static void
from_read(struct str from, struct extract_question *question)
{
	struct str line;
	int64_t number = 0;

	while (pull_line(&from, &line)) {
		if (pull_str(&line, S("url: ")))
			question->url = line;
		else if (pull_str(&line, S("content-type: ")))
			question->content_type = line;
		else if (pull_str(&line, S("zone: ")) && pull_int(&line, &number))
			question->zone_s = (int32_t)number;
		else if (pull_str(&line, S("now: ")) && pull_int(&line, &number))
			question->now = number;
	}
}

static struct err
page_extracted(struct arena *arena, struct markup *markup, struct raw bytes, struct extracted *out)
{
	struct extract_question question = { .now = NOW };
	struct str in = { (const char *)bytes.p, bytes.n }, from;
	struct page_words *words = page_words_open();
	struct err err;

	assert_true(pull_until(&in, (struct str){ "", 1 }, &from));
	from_read(from, &question);
	question.bytes = raw_from_str(in);
	err = webarticle_read(arena, markup, words, &question, out);
	page_words_close(words);
	return err;
}

static struct err
answer_page(struct arena *arena, struct markup *markup, const struct kind *kind, struct raw bytes,
    struct buf *out)
{
	struct extracted extracted;
	struct err err = page_extracted(arena, markup, bytes, &extracted);

	if (err.code)
		return err;
	assert_int_equal(doc_check(&extracted.article.doc).code, ERR_NONE);
	kind->answer(arena, &extracted.article, out);
	return err;
}

static void
line_put(struct buf *out, const char *name, struct str value)
{
	if (value.n)
		buf_push_format(out, "%s: %.*s\n", name, (int)value.n, value.p);
}

/* What the page is, where it goes on, and the text that is taken. */
static struct err
answer_choice(struct arena *arena, struct markup *markup, const struct kind *kind, struct raw bytes,
    struct buf *out)
{
	struct extracted extracted;
	struct err err = page_extracted(arena, markup, bytes, &extracted);

	(void)kind;
	if (err.code)
		return err;
	line_put(out, "kind", str_from_c(page_kind_name(extracted.kind)));
	line_put(out, "because", extracted.kind_evidence);
	line_put(out, "next", extracted.next);
	line_put(out, "whole", extracted.whole);
	buf_push_format(out, "\n%.*s\n", (int)extracted.plain.n, extracted.plain.p);
	return err;
}

static void
fault_put(struct buf *out, struct err err)
{
	buf_push_format(
	    out, "%s %u %s\n", err_row(err.code)->name, err.at, err.what ? err.what : "");
}

/* Each item's article, or why it is none; through the wire, as the archive gets them. */
static struct err
answer_items(struct arena *arena, struct markup *markup, const struct kind *kind, struct raw bytes,
    struct buf *out)
{
	struct items_question question = { .now = NOW };
	struct buf wire CLEAN(buf_done) = { 0 };
	struct items items;
	struct err err;

	question.feed.bytes = bytes;
	question.feed.base = S("https://news.example/feed.xml");
	err = items_read(arena, markup, &question, &items);
	if (err.code)
		return err;
	wire_put_items(&wire, &items);
	assert_int_equal(wire_get_items(arena, buf_raw(&wire), &items).code, ERR_NONE);
	for (size_t i = 0; i < items.count; i++) {
		struct buf item CLEAN(buf_done) = { 0 };

		if (items.faults[i].code)
			fault_put(&item, items.faults[i]);
		else
			kind->answer(arena, &items.articles[i], &item);
		buf_push_str(out, buf_str(&item));
	}
	return err;
}

/* All levels of reading figures, a figure a line. */
static struct err
answer_figures(struct arena *arena, struct markup *markup, const struct kind *kind, struct raw bytes,
    struct buf *out)
{
	struct question question = { .bytes = bytes, .source = S("golden"), .now = NOW };
	struct analysis analysis;
	struct article article;
	struct err err = article_read(arena, markup, &question, &article);

	(void)kind;
	if (err.code)
		return err;
	analyse(arena, tables(),
	    &(struct analysis_question){ .text = article.text,
		.headline = article.headline,
		.doc = &article.doc,
		.published = article.published.precision ? article.published.ms / 1000 : INT64_MIN },
	    &analysis);
	for (size_t i = 0; i < analysis.figure_count; i++) {
		struct json json = { .out = out };
		json_object(&json, NULL);
		figure_json(&json, &analysis.figures[i], analysis.text);
		json_object_end(&json);
		buf_push_char(out, '\n');
	}
	return err;
}

static void
run_case(void **state)
{
	const struct golden_case *c = *state;
	struct arena arena = { 0 };
	struct buf in = { 0 }, out = { 0 };
	struct markup *markup;
	struct err e;

	input_read(c, &in);
	assert_int_equal(markup_open(MARKUP_MYHTML, &markup).code, ERR_NONE);
	e = c->kind->read(&arena, markup, c->kind, buf_raw(&in), &out);
	if (e.code)
		fault_put(&out, e);
	compare(c, e.code ? "want.err" : c->kind->want, &out);
	markup_close(markup);
	buf_done(&in);
	buf_done(&out);
	arena_done(&arena);
}

/* ---- all of them ---- */

static int
by_name(const struct dirent **a, const struct dirent **b)
{
	return strcmp((*a)->d_name, (*b)->d_name);
}

static size_t
cases_find(const struct kind *kind, struct golden_case *cases, size_t room)
{
	const char *root = getenv("GOLDEN_DIR");
	struct dirent **entries;
	char folder[200];
	size_t count = 0;
	int n;

	snprintf(folder, sizeof(folder), "%s/%s", root ? root : "test/golden", kind->stage);
	n = scandir(folder, &entries, NULL, by_name);
	for (int i = 0; i < n; i++) {
		struct golden_case *c = &cases[count];

		if (entries[i]->d_name[0] != '.' && count < room) {
			c->kind = kind;
			snprintf(c->path, sizeof(c->path), "%s/%.90s", folder, entries[i]->d_name);
			snprintf(
			    c->name, sizeof(c->name), "%s/%.90s", kind->stage, entries[i]->d_name);
			count++;
		}
		free(entries[i]);
	}
	if (n >= 0)
		free(entries);
	return count;
}

int
main(void)
{
	static struct golden_case cases[CASES_MAX];
	static struct CMUnitTest tests[CASES_MAX];
	size_t count = 0;

	for (size_t i = 0; i < LENGTH(kinds); i++)
		count += cases_find(&kinds[i], cases + count, CASES_MAX - count);
	if (count == 0) {
		fprintf(stderr, "t_golden: no cases in test/golden: run it from the root of the "
				"source, or set GOLDEN_DIR\n");
		return 1;
	}
	for (size_t i = 0; i < count; i++)
		tests[i] = (struct CMUnitTest){ cases[i].name, run_case, NULL, NULL, &cases[i] };
	return _cmocka_run_group_tests("golden", tests, count, NULL, NULL);
}
