/* check_pictures.c: what doctor looks at of pictures: those that are kept, and the darkroom. */
#include "cmd/checks.h"
#include "cmd/progress.h"
#include "follow/darkroom.h"
#include "store/pictures.h"

struct finding
check_pictures(struct context *context)
{
	struct picture_counts counts = { 0 };
	struct buf size CLEAN(buf_done) = { .max = 64 };
	struct err e = { 0 };

	if (!context->archive)
		return finding(context, LEVEL_OK, NULL, "no archive");
	e = pictures_count(context->archive, &counts);
	if (e.code)
		return finding(context, LEVEL_BAD, "xinshi verify", "%s", err_row(e.code)->text);
	term_size(&size, counts.original_bytes + counts.print_bytes);
	return finding(context, LEVEL_OK, NULL,
	    "%lld kept (%.*s with prints), %lld to be fetched, %lld not to be had, %lld refused,"
	    " %lld given up but for their prints",
	    (long long)counts.by_state[PICTURE_KEPT], (int)size.n, size.p, (long long)counts.due,
	    (long long)counts.by_state[PICTURE_FAILED], (long long)counts.by_state[PICTURE_REFUSED],
	    (long long)counts.by_state[PICTURE_GIVEN_UP]);
}

/* ---- the darkroom ---- */

/* A picture of one point (PNG). */
static const unsigned char point[] = { 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 0, 0, 0, 13,
	'I', 'H', 'D', 'R', 0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0, 0x3a, 0x7e, 0x9b, 0x55, 0, 0, 0,
	10, 'I', 'D', 'A', 'T', 0x78, 0x9c, 0x63, 0x60, 0, 0, 0, 2, 0, 1, 0x48, 0xaf, 0xa4, 0x71, 0,
	0, 0, 0, 'I', 'E', 'N', 'D', 0xae, 0x42, 0x60, 0x82 };

struct finding
check_darkroom(struct context *context)
{
	struct picture_question question = { .bytes = { point, sizeof(point) },
		.sizes = { { 1, 1, PICTURE_JPEG, 75 } },
		.count = 1 };
	struct darkroom_answer answer = { 0 };
	struct darkroom *darkroom = NULL;
	int64_t begun = clock_ms();
	struct err e = darkroom_open(1, &darkroom);

	if (!e.code)
		e = darkroom_ask(darkroom, &question, NULL);
	if (!e.code && darkroom_next(darkroom, true, &answer))
		e = answer.err;
	darkroom_close(darkroom);
	if (e.code)
		return finding(context, LEVEL_WARN,
		    "is xinshi-image installed beside xinshi, and of the same version? pictures "
		    "are "
		    "kept without prints until it works",
		    "xinshi-image: %s%s%s", err_row(e.code)->text, e.what ? ": " : "",
		    e.what ? e.what : "");
	return finding(context, LEVEL_OK, NULL,
	    "xinshi-image starts, locks itself in and prints (%lld ms)",
	    (long long)(clock_ms() - begun));
}
