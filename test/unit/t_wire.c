#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "record/wire.h"
#include "tree.h"

static const char body_text[] = "今天的消息\n第二段，说了 two things。\n完";
static const char body_tree[] = "(p \"今天的\" (em \"消息\")) (p \"第二段，说了 two \" (a href=https://a.example/ \"things\") "
				"\"。\") (figure (img src=https://a.example/i.png alt=图 width=640)) (p \"完\")";

/* The text nodes of ${doc} made to point into ${text} where they stand in it, in order. */
static void
point_into(struct doc *doc, struct str text)
{
	size_t from = 0;

	for (uint32_t i = 0; i < doc->count; i++) {
		struct node *node = &doc->nodes[i];
		ptrdiff_t at = node->tag == TAG_TEXT ? str_find(text, node->text, from) : -1;
		if (at < 0)
			continue;
		node->text.p = text.p + at;
		from = (size_t)at + node->text.n;
	}
}

static struct article
sample(struct arena *arena)
{
	static struct str names[] = { STR_INIT("林一"), STR_INIT(""), STR_INIT("B. Writer") };
	struct article article = {
		.url = { "https://a.example/x", 19 },
		.key = S("a.example/x"),
		.title = S("标题 - 某网"),
		.headline = S("标题"),
		.deck = S(""),
		.authors = { names, 3, 3 },
		.lang = S("zh-Hans"),
		.published = { -1234567, -16200, WHEN_MINUTE, ZONE_ASSUMED },
		.updated = { INT64_MAX, 28800, WHEN_MILLISECOND, ZONE_GIVEN },
		.text = str_from_c(body_text),
		.doc = tree_from(arena, body_tree),
		.digest = digest_of(raw_from_str(S("d"))),
		.simhash = INT64_MIN,
		.characters = 18,
		.rules = 1,
	};

	article.notes.count[NOTE_FOOTER] = 1;
	article.notes.count[NOTE_CUT] = UINT32_MAX;
	point_into(&article.doc, article.text);
	return article;
}

static void
docs_equal(const struct doc *a, const struct doc *b)
{
	assert_int_equal(a->count, b->count);
	for (uint32_t i = 0; i < a->count; i++) {
		const struct node *x = &a->nodes[i], *y = &b->nodes[i];
		assert_int_equal(x->tag, y->tag);
		assert_int_equal(x->end, y->end);
		assert_int_equal(x->parent, y->parent);
		assert_int_equal(x->attr_count, y->attr_count);
		assert_true(str_equal(x->text, y->text));
		for (unsigned j = 0; j < x->attr_count; j++) {
			assert_int_equal(x->attrs[j].name, y->attrs[j].name);
			assert_true(str_equal(x->attrs[j].value, y->attrs[j].value));
		}
	}
}

/* Every field of every kind, so that a new row is tested too. */
static void
articles_equal(const struct article *a, const struct article *b)
{
	for (size_t i = 0; i < article_field_count; i++) {
		const struct field *field = &article_fields[i];
		const void *x = field_of(a, field), *y = field_of(b, field);
		const struct str *s = x, *t = y;
		const struct when *w = x, *v = y;
		const struct strs *l = x, *m = y;

		switch (field->kind) {
		case FIELD_STR:
		case FIELD_URL:
			assert_true(str_equal(*s, *t));
			assert_int_equal(s->p == NULL, t->p == NULL);
			break;
		case FIELD_WHEN:
			assert_true(w->ms == v->ms && w->offset_s == v->offset_s &&
				    w->precision == v->precision && w->zone == v->zone);
			break;
		case FIELD_INT:
		case FIELD_HASH:
			assert_memory_equal(x, y, sizeof(int64_t));
			break;
		case FIELD_DIGEST:
			assert_memory_equal(x, y, DIGEST_SIZE);
			break;
		case FIELD_STRS:
			assert_int_equal(l->count, m->count);
			for (size_t j = 0; j < l->count; j++)
				assert_true(str_equal(l->items[j], m->items[j]));
			break;
		case FIELD_DOC:
			docs_equal(x, y);
			break;
		case FIELD_NOTES:
			assert_memory_equal(x, y, sizeof(struct notes));
			break;
		}
	}
}

static void
article_comes_back(void **state)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct buf out CLEAN(buf_done) = { 0 }, again CLEAN(buf_done) = { 0 };
	struct article article = sample(&arena), got;

	(void)state;
	wire_put_article(&out, &article);
	assert_int_equal(out.err.code, 0);
	assert_int_equal(wire_get_article(&arena, buf_raw(&out), &got).code, 0);
	articles_equal(&article, &got);
	wire_put_article(&again, &got);
	assert_int_equal(again.n, out.n);
	assert_memory_equal(again.p, out.p, out.n);
}

static void
empty_article_is_no_bytes(void **state)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct buf out CLEAN(buf_done) = { 0 };
	struct article article = { 0 }, got = { .rules = 7 };

	(void)state;
	wire_put_article(&out, &article);
	assert_int_equal(out.n, 0);
	assert_int_equal(wire_get_article(&arena, buf_raw(&out), &got).code, 0);
	articles_equal(&article, &got);
}

static void
text_is_there_once(void **state)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct buf out CLEAN(buf_done) = { 0 };
	struct article article = sample(&arena), got = { .rules = 7 };
	struct str whole;

	(void)state;
	wire_put_body(&out, &article);
	whole = buf_str(&out);
	assert_int_equal(str_find(whole, S("第二段"), (size_t)str_find(whole, S("第二段"), 0) + 1), -1);
	assert_int_equal(wire_get_body(&arena, buf_raw(&out), &got).code, 0);
	assert_int_equal(got.rules, 7);
	for (uint32_t i = 0; i < got.doc.count; i++)
		if (got.doc.nodes[i].tag == TAG_TEXT) {
			assert_true(got.doc.nodes[i].text.p >= got.text.p);
			assert_true(got.doc.nodes[i].text.p < got.text.p + got.text.n);
		}
}

/* Text that stands elsewhere, or earlier than the text before it, travels by itself. */
static void
other_text_travels_too(void **state)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct buf out CLEAN(buf_done) = { 0 };
	struct article article = { .text = S("one two three") }, got = { 0 };

	(void)state;
	article.doc = tree_from(&arena, "(p \"three\" (em \"one\") \"elsewhere\")");
	article.doc.nodes[2].text = str_from(article.text, 8);
	article.doc.nodes[4].text = str_slice(article.text, 0, 3);
	wire_put_body(&out, &article);
	assert_int_equal(wire_get_body(&arena, buf_raw(&out), &got).code, 0);
	docs_equal(&article.doc, &got.doc);
	assert_ptr_equal(got.doc.nodes[2].text.p, got.text.p + 8);
}

static void
every_cut_is_an_error_or_an_article(void **state)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct buf out CLEAN(buf_done) = { 0 };
	struct article article = sample(&arena), got;
	size_t whole = 0;

	(void)state;
	wire_put_article(&out, &article);
	for (size_t n = 0; n < out.n; n++) {
		struct arena scratch CLEAN(arena_done) = { 0 };
		unsigned char *bytes = mem_alloc(n); /* of its own, so that a sanitiser sees the end */
		struct err e;

		memcpy(bytes, out.p, n);
		e = wire_get_article(&scratch, (struct raw){ bytes, n }, &got);
		assert_true(e.code == ERR_NONE || e.code == ERR_WIRE);
		assert_true(e.at <= n);
		whole += e.code == ERR_NONE;
		free(bytes);
	}
	/* between fields it may end: there are fewer than a field for each */
	assert_true(whole < article_field_count);
}

static void
every_changed_byte_is_survived(void **state)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct buf out CLEAN(buf_done) = { 0 };
	struct article article = sample(&arena), got;

	(void)state;
	wire_put_article(&out, &article);
	for (size_t at = 0; at < out.n; at++)
		for (unsigned bit = 0; bit < 8; bit++) {
			struct arena scratch CLEAN(arena_done) = { 0 };
			struct err e;

			out.p[at] ^= (char)(1u << bit);
			e = wire_get_article(&scratch, buf_raw(&out), &got);
			out.p[at] ^= (char)(1u << bit);
			assert_true(e.code == ERR_NONE || e.code == ERR_WIRE);
			if (e.code == ERR_NONE)
				assert_int_equal(doc_check(&got.doc).code, 0);
		}
}

#define BYTES(literal) { (const unsigned char *)"" literal, sizeof(literal) - 1 }

static void
malformed_articles(void **state)
{
	static const struct {
		struct raw bytes;
		uint32_t at;
		const char *what;
	} rows[] = {
		{ BYTES("\x04"), 1, "message ends too early" },
		{ BYTES("\x04\x05x"), 2, "message ends too early" },
		{ BYTES("\x04\x02\xe4\xb8"), 2, "text is not UTF-8" },
		{ BYTES("\x04\x01x\x04\x01y"), 5, "field twice" },
		{ BYTES("\x01\x0cjavascript:x"), 14, "URL is not absolute http or https" },
		{ BYTES("\x01\x07/x/y/zz"), 9, "URL is not absolute http or https" },
		{ BYTES("\x0d\x04\x07\x01\x00\x00"), 6, "date out of range" },
		{ BYTES("\x0d\x05\x05\x01\x00\x00x"), 6, "bytes behind a value" },
		{ BYTES("\x12\x03xyz"), 2, "message ends too early" },
		{ BYTES("\x15\x0b\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01"), 12, "number out of range" },
		/* trees: none, more nodes than bytes, a text that is not there, a span inside a character */
		{ BYTES("\x11\x01\x00"), 3, "more elements than bytes" },
		{ BYTES("\x11\x02\xff\x7f"), 4, "more elements than bytes" },
		{ BYTES("\x11\x06\x03\x53\x04\x02\x02\x00"), 8, "text outside the article's" },
		{ BYTES("\x10\x03\xe4\xb8\xad\x11\x06\x03\x53\x04\x02\x04\x00"), 13,
		    "text outside the article's" },
		{ BYTES("\x11\x05\x03\x53\x04\x02\x01"), 7, "text is empty" },
		{ BYTES("\x11\x06\x03\x53\x04\x02\x03x"), 0, NULL },
		{ BYTES("\x11\x06\x03\x53\x06\x02\x03x"), 8, "elements are not nested" },
		{ BYTES("\x11\x06\x03\xff\x04\x02\x03x"), 8, "element not allowed" },
		{ BYTES("\x11\x03\x02\x53\x05"), 5, "message ends too early" },
	};
	struct article got;

	(void)state;
	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct arena arena CLEAN(arena_done) = { 0 };
		struct err e = wire_get_article(&arena, rows[i].bytes, &got);
		if (!rows[i].what && !e.code)
			continue;
		if (e.code != ERR_WIRE || !rows[i].what || strcmp(e.what, rows[i].what) != 0 ||
		    e.at != rows[i].at)
			fail_msg("row %zu: %s at %u", i, e.what ? e.what : "no error", e.at);
	}
}

static void
unknown_fields_are_skipped(void **state)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct article got;

	(void)state;
	assert_int_equal(wire_get_article(&arena,
			     (struct raw)BYTES("\x04\x01x\x90\x4e\x03new\x05\x01y"), &got).code, 0);
	assert_true(str_equal(got.title, S("x")));
	assert_true(str_equal(got.headline, S("y")));
}

static void
failure_leaves_the_answer_alone(void **state)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct article got = { .rules = 7 };
	struct notes notes = { .count = { 3 } };
	struct question question = { .now = 5 };
	struct raw bad = BYTES("\x04\x05x");

	(void)state;
	assert_int_equal(wire_get_article(&arena, bad, &got).code, ERR_WIRE);
	assert_int_equal(wire_get_body(&arena, bad, &got).code, ERR_WIRE);
	assert_int_equal(wire_get_notes((struct raw)BYTES("\x01"), &notes).code, ERR_WIRE);
	assert_int_equal(wire_get_question(bad, &question).code, ERR_WIRE);
	assert_true(got.rules == 7 && notes.count[0] == 3 && question.now == 5);
}

static void
notes_come_back(void **state)
{
	struct buf out CLEAN(buf_done) = { 0 };
	struct notes notes = { 0 }, got;

	(void)state;
	for (unsigned i = 0; i < NOTE_MAX; i++)
		notes.count[i] = i % 3 ? i * 1000 : 0;
	wire_put_notes(&out, &notes);
	assert_int_equal(wire_get_notes(buf_raw(&out), &got).code, 0);
	assert_memory_equal(&notes, &got, sizeof(notes));
	/* a note of a newer writer */
	assert_int_equal(wire_get_notes((struct raw)BYTES("\xf9\x01\x05\x01\x02"), &got).code, 0);
	assert_int_equal(got.count[note_from_wire(1)], 2);
}

static void
questions_come_back(void **state)
{
	struct buf out CLEAN(buf_done) = { 0 };
	struct question question = { BYTES("\0\xff any bytes"), STR_INIT("某报"), -16200, 1612137600 }, got;

	(void)state;
	wire_put_question(&out, &question);
	assert_int_equal(wire_get_question(buf_raw(&out), &got).code, 0);
	assert_int_equal(got.bytes.n, question.bytes.n);
	assert_memory_equal(got.bytes.p, question.bytes.p, got.bytes.n);
	assert_true(str_equal(got.source, question.source));
	assert_true(got.zone_s == question.zone_s && got.now == question.now);
}

static void
errors_come_back(void **state)
{
	static const struct err rows[] = {
		{ ERR_URL, 17, "no host" },
		{ ERR_TOO_BIG, UINT32_MAX, NULL },
		{ ERR_BINARY, 0, "looks like JPEG" },
	};
	struct arena arena CLEAN(arena_done) = { 0 };

	(void)state;
	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct buf out CLEAN(buf_done) = { 0 };
		struct err got;

		wire_put_err(&out, rows[i]);
		got = wire_get_err(&arena, buf_raw(&out));
		assert_true(got.code == rows[i].code && got.at == rows[i].at);
		assert_true(str_equal(str_from_c(got.what), str_from_c(rows[i].what)));
	}
	/* what says nothing, or success, is no answer */
	assert_int_equal(wire_get_err(&arena, (struct raw){ 0 }).code, ERR_WIRE);
	assert_int_equal(wire_get_err(&arena, (struct raw)BYTES("\x08" "ERR_NONE\0\0\0\0\0")).code, ERR_WIRE);
	assert_int_equal(wire_get_err(&arena, (struct raw)BYTES("\x03" "???\0\0\0\0\0")).code, ERR_WIRE);
}

static void
text_comes_alone(void **state)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct article article = sample(&arena);
	struct buf out CLEAN(buf_done) = { 0 };
	struct str text = S("untouched");

	(void)state;
	wire_put_body(&out, &article);
	assert_int_equal(wire_get_text(buf_raw(&out), &text).code, ERR_NONE);
	assert_true(str_equal(text, article.text));
	assert_int_equal(wire_get_text((struct raw){ 0 }, &text).code, ERR_NONE);
	assert_int_equal(text.n, 0);
	text = S("untouched");
	assert_int_equal(wire_get_text((struct raw)BYTES("\x10\x05" "abc"), &text).code, ERR_WIRE);
	assert_int_equal(wire_get_text((struct raw)BYTES("\x10\x02" "\xff\xfe"), &text).code, ERR_WIRE);
	assert_true(str_equal(text, S("untouched")));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(article_comes_back),
		cmocka_unit_test(empty_article_is_no_bytes),
		cmocka_unit_test(text_is_there_once),
		cmocka_unit_test(other_text_travels_too),
		cmocka_unit_test(every_cut_is_an_error_or_an_article),
		cmocka_unit_test(every_changed_byte_is_survived),
		cmocka_unit_test(malformed_articles),
		cmocka_unit_test(unknown_fields_are_skipped),
		cmocka_unit_test(failure_leaves_the_answer_alone),
		cmocka_unit_test(notes_come_back),
		cmocka_unit_test(questions_come_back),
		cmocka_unit_test(errors_come_back),
		cmocka_unit_test(text_comes_alone),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
