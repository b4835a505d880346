/* The darkroom as a whole: xinshi-image behind its walls, asked as the archive asks it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <fcntl.h>
#include <unistd.h>
#include <cmocka.h>

#include "follow/darkroom.h"
#include "guard/probe.h"
#include "guard/worker.h"
#include "record/wire.h"

static const struct picture_size two_sizes[] = {
	{ 60, 0, PICTURE_WEBP, 75 },
	{ 100, 0, PICTURE_JPEG, 80 },
};

/* A file of test/pictures. */
static void
read_picture(const char *name, struct buf *out)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	char *path = str_terminated(&arena, str_format(&arena, "test/pictures/%s", name));
	int fd CLEAN(fd_close) = open(path, O_RDONLY | O_CLOEXEC);

	buf_reset(out);
	if (fd < 0 || fd_read_all(fd, PICTURE_BYTES_MAX, out).code)
		fail_msg("%s cannot be read", name);
}

static struct err
ask(struct darkroom *darkroom, struct raw bytes, void *item)
{
	struct picture_question question = { .bytes = bytes, .count = LENGTH(two_sizes) };

	memcpy(question.sizes, two_sizes, sizeof(two_sizes));
	return darkroom_ask(darkroom, &question, item);
}

static struct darkroom *
open_darkroom(unsigned workers)
{
	struct darkroom *darkroom = NULL;
	struct err err = darkroom_open(workers, &darkroom);

	if (err.code)
		fail_msg("%s: %s", err_row(err.code)->name, err.what ? err.what : "");
	return darkroom;
}

static void
every_kind_is_printed(void **state)
{
	static const struct {
		const char *name;
		enum picture_format format;
	} cases[] = {
		{ "plain.jpg", PICTURE_JPEG },
		{ "progressive.jpg", PICTURE_JPEG },
		{ "inks.jpg", PICTURE_JPEG },
		{ "profile.jpg", PICTURE_JPEG },
		{ "plain.png", PICTURE_PNG },
		{ "plain.webp", PICTURE_WEBP },
		{ "plain.gif", PICTURE_GIF },
		{ "plain.avif", PICTURE_AVIF },
	};
	struct darkroom *darkroom = open_darkroom(1);
	struct buf bytes CLEAN(buf_done) = { 0 };
	struct darkroom_answer answer;
	(void)state;

	for (size_t i = 0; i < LENGTH(cases); i++) {
		const struct picture *picture = &answer.picture;

		read_picture(cases[i].name, &bytes);
		assert_int_equal(ask(darkroom, buf_raw(&bytes), &bytes).code, ERR_NONE);
		assert_true(darkroom_next(darkroom, true, &answer));
		if (answer.err.code)
			fail_msg("%s: %s: %s", cases[i].name, err_row(answer.err.code)->name,
			    answer.err.what ? answer.err.what : "");
		assert_ptr_equal(answer.item, &bytes);
		assert_int_equal(picture->format, cases[i].format);
		assert_int_equal(picture->width, 120);
		assert_int_equal(picture->height, 80);
		assert_int_equal(picture->count, 2);
		assert_int_equal(picture->prints[0].width, 60);
		assert_int_equal(picture->prints[0].height, 40);
		assert_int_equal(picture->prints[0].format, PICTURE_WEBP);
		assert_int_equal(picture->prints[1].width, 100);
		assert_int_equal(picture->prints[1].height, 67);
	}
	assert_int_equal(darkroom_deaths(darkroom), 0);
	assert_int_equal(darkroom_pending(darkroom), 0);
	darkroom_close(darkroom);
}

static void
what_is_none_is_refused_at_the_door(void **state)
{
	struct darkroom *darkroom = open_darkroom(1);
	struct raw svg = { (const unsigned char *)"<svg/>", 6 };
	(void)state;

	assert_int_equal(ask(darkroom, svg, NULL).code, ERR_PICTURE_KIND);
	assert_int_equal(ask(darkroom, (struct raw){ 0 }, NULL).code, ERR_EMPTY);
	assert_int_equal(darkroom_pending(darkroom), 0);
	darkroom_close(darkroom);
	darkroom_close(NULL);
}

/* ---- the walls ---- */

static struct pool *
open_pool(void)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct pool_options options = { .count = 1, .in_flight = 8, .deadline_ms = 20000 };
	struct pool *pool = NULL;
	struct str program;

	assert_int_equal(program_path(&arena, "xinshi-image", &program).code, ERR_NONE);
	options.program = str_terminated(&arena, program);
	assert_int_equal(pool_open(&options, &pool).code, ERR_NONE);
	return pool;
}

static void
it_can_do_nothing_else(void **state)
{
	struct pool *pool = open_pool();
	struct answer answer;
	(void)state;

	for (unsigned which = 0; which < probe_count; which++) {
		assert_int_equal(
		    pool_ask(pool, FRAME_PROBE, which, (struct raw){ 0 }).code, ERR_NONE);
		assert_true(pool_next(pool, -1, &answer));
		if (answer.err.code != ERR_WORKER_DIED && answer.kind != FRAME_ERR)
			fail_msg("the darkroom could %s", probe_name(which));
	}
	assert_int_equal(pool_deaths(pool), probe_count);
	pool_close(pool);
}

static void
what_is_no_question_is_answered_so(void **state)
{
	struct pool *pool = open_pool();
	struct arena arena CLEAN(arena_done) = { 0 };
	struct raw noise = { (const unsigned char *)"\xff\xff\xff\xff\xff", 5 };
	struct answer answer;
	(void)state;

	assert_int_equal(pool_ask(pool, FRAME_PICTURE, 1, noise).code, ERR_NONE);
	assert_int_equal(pool_ask(pool, FRAME_QUESTION, 2, noise).code, ERR_NONE);
	for (uint64_t tag = 1; tag <= 2; tag++) {
		assert_true(pool_next(pool, -1, &answer));
		assert_int_equal(answer.kind, FRAME_ERR);
		assert_int_equal(answer.tag, tag);
		assert_int_equal(wire_get_err(&arena, answer.bytes).code, ERR_WIRE);
	}
	assert_int_equal(pool_deaths(pool), 0);
	pool_close(pool);
}

/* A darkroom that dies at a picture fails at that one alone. */
static void
the_next_picture_passes(void **state)
{
	struct pool *pool = open_pool();
	struct buf picture CLEAN(buf_done) = { 0 }, bytes CLEAN(buf_done) = { 0 };
	struct picture_question question = { .count = LENGTH(two_sizes) };
	struct answer answer;
	(void)state;

	read_picture("plain.jpg", &picture);
	question.bytes = buf_raw(&picture);
	memcpy(question.sizes, two_sizes, sizeof(two_sizes));
	wire_put_picture_question(&bytes, &question);
	for (uint64_t tag = 0; tag < 4; tag++)
		/* the first two open a file, and are killed */
		assert_int_equal(pool_ask(pool, tag < 2 ? FRAME_PROBE : FRAME_PICTURE, tag % 2,
				     tag < 2 ? (struct raw){ 0 } : buf_raw(&bytes))
				     .code,
		    ERR_NONE);
	for (unsigned i = 0; i < 4; i++) {
		assert_true(pool_next(pool, -1, &answer));
		assert_int_equal(answer.err.code, i < 2 ? ERR_WORKER_DIED : ERR_NONE);
		if (i >= 2)
			assert_int_equal(answer.kind, FRAME_PICTURED);
	}
	assert_int_equal(pool_deaths(pool), 2);
	pool_close(pool);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_kind_is_printed),
		cmocka_unit_test(what_is_none_is_refused_at_the_door),
		cmocka_unit_test(it_can_do_nothing_else),
		cmocka_unit_test(what_is_no_question_is_answered_so),
		cmocka_unit_test(the_next_picture_passes),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
