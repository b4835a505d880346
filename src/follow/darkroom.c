#include <assert.h>
#include <stdlib.h>

#include "follow/darkroom.h"
#include "follow/desk.h"

/* Two pictures to a worker: the next one is there when the first is done.  A worker ends by itself
 * where it has computed for five seconds; this is for one that does nothing, on a busy machine. */
enum { IN_FLIGHT = 2, DEADLINE_MS = 60000 };

struct darkroom {
	struct desk *desk;
	struct buf question;
};

struct err
darkroom_open(unsigned workers, struct darkroom **out)
{
	const struct pool_options options = {
		.program = "xinshi-image",
		.count = workers,
		.in_flight = IN_FLIGHT,
		.deadline_ms = DEADLINE_MS,
	};
	struct desk *desk;
	struct err err = desk_open_of(&options, &desk);

	if (err.code)
		return err;
	*out = mem_alloc(sizeof(**out));
	**out = (struct darkroom){ .desk = desk };
	return err;
}

bool
darkroom_has_room(const struct darkroom *darkroom)
{
	return desk_has_room(darkroom->desk);
}

struct err
darkroom_ask(struct darkroom *darkroom, const struct picture_question *question, void *item)
{
	enum { KEEP = 1 << 20 };
	enum picture_format format;
	struct err err = picture_judge(question->bytes, &format);

	assert(question->count <= PICTURE_PRINTS_MAX);
	if (err.code)
		return err;
	buf_recycle(&darkroom->question, KEEP);
	wire_put_picture_question(&darkroom->question, question);
	if (darkroom->question.err.code)
		return darkroom->question.err;
	return desk_ask_kind(darkroom->desk, FRAME_PICTURE, buf_raw(&darkroom->question), item);
}

size_t
darkroom_pending(const struct darkroom *darkroom)
{
	return desk_pending(darkroom->desk);
}

bool
darkroom_next(struct darkroom *darkroom, bool wait, struct darkroom_answer *out)
{
	struct desk_answer answer;

	if (!desk_next(darkroom->desk, wait, &answer))
		return false;
	*out = (struct darkroom_answer){ .item = answer.item, .err = answer.err };
	if (!answer.err.code)
		out->err = wire_get_picture(answer.bytes, &out->picture);
	return true;
}

unsigned
darkroom_deaths(const struct darkroom *darkroom)
{
	return darkroom ? desk_deaths(darkroom->desk) : 0;
}

void
darkroom_close(struct darkroom *darkroom)
{
	if (!darkroom)
		return;
	desk_close(darkroom->desk);
	buf_done(&darkroom->question);
	free(darkroom);
}
