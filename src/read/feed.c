#include "read/feed_reading.h"
#include "text/reference.h"

enum { TEXT_MAX = 64 << 20, PIECE_SIZE = 256 << 10 };

/* ---- in ---- */

static struct err
next_piece(void *context, struct raw *piece)
{
	struct raw *rest = context;

	*piece = (struct raw){ rest->p, rest->n < PIECE_SIZE ? rest->n : PIECE_SIZE };
	*rest = (struct raw){ rest->p + piece->n, rest->n - piece->n };
	return (struct err){ 0 };
}

struct feed_input
feed_input_from(struct raw *rest)
{
	return (struct feed_input){ next_piece, rest };
}

static struct str
base_of(struct arena *arena, const struct feed_question *question)
{
	struct str base = str_trim(question->base), location = str_trim(question->location);

	if (!location.n || !reference_is_safe(location))
		return base;
	return reference_resolve(arena, base, location);
}

static void
fail(struct feed_reading *reading, struct err err)
{
	if (!reading->err.code)
		reading->err = err;
}

void
feed_reading_begin(struct feed_reading *reading, struct arena *arena,
    const struct feed_question *question, const struct feed_input *input,
    const struct feed_sink *sink)
{
	*reading = (struct feed_reading){ .arena = arena, .question = question, .sink = sink };
	reading->base = base_of(arena, question);
	reading->text.max = TEXT_MAX;
	feed_init(&reading->feed);
	reading->feed.head.language = str_trim(question->language);
	feed_decoder_begin(&reading->decoder, arena, question, input);
	while (!str_trim(buf_str(&reading->text)).n)
		if (!feed_decoder_more(&reading->decoder, &reading->text))
			break;
	fail(reading, reading->decoder.err);
	if (!str_trim(buf_str(&reading->text)).n)
		fail(reading, err_new(ERR_EMPTY, NULL));
}

/* Before the first tag may stand anything: white space, a warning of PHP. */
bool
feed_reading_is_json(const struct feed_reading *reading)
{
	struct str text = buf_str(&reading->text);

	return pull_spaces(&text) && text.n && (text.p[0] == '{' || text.p[0] == '[');
}

bool
feed_reading_more(struct feed_reading *reading, struct buf *out)
{
	if (feed_reading_is_over(reading))
		return false;
	if (reading->text.n) {
		buf_push_str(out, buf_str(&reading->text));
		buf_done(&reading->text);
		return true;
	}
	if (feed_decoder_more(&reading->decoder, out))
		return true;
	fail(reading, reading->decoder.err);
	return false;
}

/* ---- out ---- */

void
feed_reading_give(struct feed_reading *reading, const struct feed_entry *item)
{
	struct feed_entry given = *item;

	if (reading->count == FEED_ITEMS_MAX) {
		reading->is_full = reading->feed.is_cut = true;
		return;
	}
	reading->count++;
	if (reading->sink)
		fail(reading, reading->sink->item(reading->sink->context, &given));
	else
		*feed_add(reading->arena, &reading->feed) = given;
}

struct err
feed_reading_end(struct feed_reading *reading, struct feed *out)
{
	reading->feed.charset = reading->decoder.charset;
	reading->feed.evidence = reading->decoder.evidence;
	feed_decoder_done(&reading->decoder);
	buf_done(&reading->text);
	if (!reading->err.code)
		*out = reading->feed;
	return reading->err;
}

/* ---- the whole ---- */

struct err
feed_stream(struct arena *arena, const struct feed_question *question,
    const struct feed_input *input, const struct feed_sink *sink, struct feed *out)
{
	struct feed_reading *reading = arena_new(arena, struct feed_reading);

	feed_reading_begin(reading, arena, question, input, sink);
	if (!reading->err.code && feed_reading_is_json(reading))
		feed_from_json(reading);
	else if (!reading->err.code)
		feed_from_xml(reading);
	return feed_reading_end(reading, out);
}

struct err
feed_parse(struct arena *arena, const struct feed_question *question, struct feed *out)
{
	struct raw rest = question->bytes;
	struct feed_input input = feed_input_from(&rest);

	return feed_stream(arena, question, &input, NULL, out);
}
