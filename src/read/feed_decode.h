/*
 * feed_decode.h: a feed's bytes as text, as they come: a feed of any size takes no more memory
 * than its largest piece.
 */
#ifndef XINSHI_READ_FEED_DECODE_H
#define XINSHI_READ_FEED_DECODE_H

#include "record/feed.h"
#include "text/charset.h"

/* Where the bytes come from. */
struct feed_input {
	/* The next piece, valid until the next call; empty at the end, after which it is not called
	 * again. */
	struct err (*next)(void *context, struct raw *piece);
	void *context;
};

struct charset_attempt {
	struct str declared, evidence;
};

/*
 * The character set: byte order mark, what the response's header says, the XML declaration, else a
 * guess; where what is said does not fit the bytes, the next that does.  It is decided on at the
 * first bytes that are not ASCII, with half a megabyte of what follows.
 */
struct feed_decoder {
	struct arena *arena;
	const struct feed_question *question;
	const struct feed_input *input;
	struct str charset, evidence; /* static text; once all is read */
	struct err err;		      /* sticks: of the input; ERR_CHARSET; ERR_TOO_BIG */
	/* the rest is its own */
	struct charset_attempt attempts[4];
	size_t attempt_count;
	struct buf sample;
	struct text_stream *stream;
	uint64_t taken;
	bool begun, ended;
};

void feed_decoder_begin(struct feed_decoder *decoder, struct arena *arena,
    const struct feed_question *question, const struct feed_input *input);
/* Adds more text to ${out}; false where there is no more, or after an error. */
bool feed_decoder_more(struct feed_decoder *decoder, struct buf *out);
void feed_decoder_done(struct feed_decoder *decoder);

#endif
