/*
 * store_test.h: what the tests of the strong-room share: an archive in a folder of its own, and
 * invented articles.
 */
#ifndef XINSHI_TEST_STORE_TEST_H
#define XINSHI_TEST_STORE_TEST_H

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

#include "store/verify.h"

#define FETCHED INT64_C(1617000000) /* 2021-03-29 */

struct fixture {
	char dir[64];
	struct archive *archive;
	struct arena arena;
};

static inline void
must(struct err e)
{
	if (e.code)
		fail_msg("%s: %s", err_row(e.code)->name, e.what ? e.what : "");
}

static inline int
fixture_make(void **state)
{
	struct fixture *f = calloc(1, sizeof(*f));

	snprintf(f->dir, sizeof(f->dir), "/tmp/xinshi-test-XXXXXX");
	if (!mkdtemp(f->dir) || archive_create(f->dir).code ||
	    archive_open(f->dir, ARCHIVE_WRITE, &f->archive).code)
		return -1;
	*state = f;
	return 0;
}

static inline int
fixture_remove(void **state)
{
	struct fixture *f = *state;
	char command[128];

	archive_close(f->archive);
	arena_done(&f->arena);
	snprintf(command, sizeof(command), "rm -rf '%s'", f->dir);
	int status = system(command);
	free(f);
	return status;
}

#define STORE_TEST(test) cmocka_unit_test_setup_teardown(test, fixture_make, fixture_remove)

/* An invented article at https://example.org/${path}: one paragraph. */
static inline struct article
article_invent(struct arena *arena, const char *path, const char *text)
{
	struct article article = {
		.published = when_from_ms(INT64_C(1616900000000)), .images = 1, .rules = 1
	};
	struct doc_builder builder;

	must(url_parse(
	    arena, str_format(arena, "https://example.org/%s", path), NULL, &article.url));
	article.key = url_key(arena, article.url);
	article.url_claimed = url_str(article.url);
	article.headline = article.title = str_format(arena, "Headline of %s", path);
	article.source = S("Example Courier");
	article.lang = S("en");
	article.text = str_copy(arena, str_from_c(text));
	article.characters = (int64_t)article.text.n;
	article.digest = article.body_digest = digest_of(raw_from_str(article.text));
	doc_begin(&builder, arena);
	doc_open(&builder, TAG_P);
	doc_text(&builder, article.text);
	doc_close(&builder);
	must(doc_finish(&builder, &article.doc));
	return article;
}

/* Adds bytes under a name; gives the capture's id. */
static inline int64_t
capture_invent(struct fixture *f, const char *name, const char *bytes)
{
	struct capture capture = {
		.kind = CAPTURE_IMPORT, .name = raw_from_str(str_from_c(name)), .fetched = FETCHED
	};
	int64_t id = 0;

	must(capture_add(f->archive, &capture, raw_from_str(str_from_c(bytes)), &id));
	return id;
}

/* A capture and the article in it; its bytes are its text. */
static inline struct added
article_keep(struct fixture *f, const char *name, const struct article *article)
{
	struct added added = { 0 };
	int64_t capture = capture_invent(f, name, article->text.p);

	must(articles_add(f->archive, article, capture, FETCHED, &added));
	return added;
}

static inline void
assert_str(struct str s, const char *wanted)
{
	if (s.n != strlen(wanted) || (s.n && memcmp(s.p, wanted, s.n) != 0))
		fail_msg("\"%.*s\" is not \"%s\"", STR_ARGS(s), wanted);
}

#endif
