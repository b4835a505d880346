/*
 * The rules that come with the program, each on a page with the structure of its outlet:
 * test/golden/site/NAME/in.html for data/live/sites/NAME.rules, what must come of it (want.txt),
 * and in NOTE a line on what of the structure hurts.  A file of rules without a page is a fault.
 * GOLDEN_WRITE as in t_golden.c.
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

#include "main/webarticle.h"
#include "record/extracted.h"

enum { CASES_MAX = 300, FILE_MAX = 1 << 20, NOW = 1712345678 };

static const char rules_folder[] = "data/live/sites", cases_folder[] = "test/golden/site";

static bool
file_read(const char *path, struct buf *out)
{
	int fd CLEAN(fd_close) = open(path, O_RDONLY | O_CLOEXEC);

	return fd >= 0 && fd_read_all(fd, FILE_MAX, out).code == ERR_NONE;
}

static void
put_strs(struct buf *out, const char *label, const struct strs *list)
{
	for (size_t i = 0; i < list->count; i++)
		buf_push_format(out, "%s: %.*s\n", label, STR_ARGS(list->items[i]));
}

static void
put(struct buf *out, const struct extracted *extracted)
{
	const struct article *article = &extracted->article;

	buf_push_format(out, "title: %.*s\n", STR_ARGS(article->headline));
	if (article->deck.n)
		buf_push_format(out, "deck: %.*s\n", STR_ARGS(article->deck));
	put_strs(out, "author", &article->authors);
	buf_push_literal(out, "published: ");
	when_push(out, article->published);
	buf_push_format(out, " (%.*s)\nsource: %.*s\nrule: %.*s\nkind: %s\n",
	    STR_ARGS(article->published_evidence), STR_ARGS(article->source),
	    STR_ARGS(extracted->rule), page_kind_name(extracted->kind));
	if (extracted->next.n)
		buf_push_format(out, "next: %.*s\n", STR_ARGS(extracted->next));
	if (extracted->whole.n)
		buf_push_format(out, "whole: %.*s\n", STR_ARGS(extracted->whole));
	for (uint32_t i = 0; i < article->doc.count; i++)
		if (article->doc.nodes[i].tag == TAG_IMG)
			buf_push_format(out, "picture: %.*s\n",
			    STR_ARGS(node_attr(&article->doc.nodes[i], ATTR_SRC)));
	put_strs(out, "remark", &extracted->remarks);
	buf_push_format(out, "\n%.*s\n", STR_ARGS(extracted->plain));
}

static void
compare(const char *path, const struct buf *got)
{
	struct buf want CLEAN(buf_done) = { 0 };

	if (getenv("GOLDEN_WRITE")) {
		int fd CLEAN(fd_close) = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
		assert_true(fd >= 0);
		assert_int_equal(fd_write_all(fd, buf_raw(got)).code, ERR_NONE);
		return;
	}
	if (!file_read(path, &want))
		fail_msg("%s is not there; this came:\n%.*s", path, (int)got->n, got->p);
	if (want.n != got->n || memcmp(want.p, got->p, got->n) != 0)
		fail_msg(
		    "%s: wanted\n%.*s\ncame\n%.*s", path, (int)want.n, want.p, (int)got->n, got->p);
}

/* "example.com.rules" */
static void
run_case(void **state)
{
	const char *name = *state;
	struct str host = str_slice(str_from_c(name), 0, strlen(name) - sizeof(".rules") + 1);
	struct arena arena CLEAN(arena_done) = { 0 };
	struct buf rules CLEAN(buf_done) = { 0 }, page CLEAN(buf_done) = { 0 },
			 out CLEAN(buf_done) = { 0 };
	struct extract_question question = { .rules_name = host, .now = NOW };
	struct extracted extracted;
	struct markup *markup;
	struct page_words *words = page_words_open();
	const char *folder =
	    str_terminated(&arena, str_format(&arena, "%s/%.*s/", cases_folder, STR_ARGS(host)));

	assert_true(file_read(
	    str_terminated(&arena, str_format(&arena, "%s/%s", rules_folder, name)), &rules));
	if (!file_read(str_terminated(&arena, str_format(&arena, "%sin.html", folder)), &page))
		fail_msg("%sin.html: every file of rules has a page of its own", folder);
	question.bytes = buf_raw(&page);
	question.rules = buf_str(&rules);
	question.url = str_format(&arena, "https://%s%.*s/2024/2/5/1",
	    host.p[0] == '.' ? "news" : "www.", STR_ARGS(host));
	assert_int_equal(markup_open(MARKUP_MYHTML, &markup).code, 0);
	assert_int_equal(webarticle_read(&arena, markup, words, &question, &extracted).code, 0);
	put(&out, &extracted);
	compare(str_terminated(&arena, str_format(&arena, "%swant.txt", folder)), &out);
	markup_close(markup);
	page_words_close(words);
}

static int
is_rules(const struct dirent *entry)
{
	return str_ends(str_from_c(entry->d_name), S(".rules"));
}

int
main(void)
{
	static struct CMUnitTest tests[CASES_MAX];
	struct dirent **entries;
	int n = scandir(rules_folder, &entries, is_rules, alphasort);
	size_t count = 0;

	if (n <= 0) {
		fprintf(stderr,
		    "t_site_golden: no rules in %s: run it from the root of the source\n",
		    rules_folder);
		return 1;
	}
	for (int i = 0; i < n && count < CASES_MAX; i++, count++)
		tests[count] = (struct CMUnitTest){ entries[i]->d_name, run_case, NULL, NULL,
			entries[i]->d_name };
	free(entries); /* the names stay: the tests point at them */
	return _cmocka_run_group_tests("site_golden", tests, count, NULL, NULL);
}
