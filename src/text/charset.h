/*
 * charset.h: bytes -> str.  The only door from struct raw to struct str besides the wire.
 */
#ifndef XINSHI_TEXT_CHARSET_H
#define XINSHI_TEXT_CHARSET_H

#include "base/buf.h"

/*
 * text_from_utf8(bytes, out):
 * Takes ${bytes} as UTF-8, strictly (RFC 3629); a leading U+FEFF is skipped.
 * Gives:   *${out}, a view into ${bytes}; untouched on failure.
 * Errors:  ERR_BINARY at the first NUL, where the bytes are no text at all (UTF-16/32 and image, archive, executable
 *          signatures too); ERR_UTF8 at the first bad byte, ${what} naming what it looks like ("looks like GB18030",
 *          "cut inside a character", "not UTF-8") as found by text_guess_charset.
 */
struct err text_from_utf8(struct raw bytes, struct str *out);

/*
 * text_decode(arena, bytes, declared, out, charset):
 * Takes ${bytes} in any character set: a byte order mark wins, then UTF-16 that is plain to see, then valid UTF-8 with two or more
 * characters beyond ASCII (no other text is that by chance, labels often lie), then GB18030 or Big5 in which the characters are mostly
 * common ones, then ${declared} (a label of the Encoding Standard, may be empty), then valid UTF-8, then a guess.  Bytes that fit
 * nowhere become U+FFFD, and never swallow an ASCII byte.
 * Gives:   *${out} in ${arena}; *${charset} (static text, the WHATWG name in upper case), may be NULL.
 * Errors:  ERR_TOO_BIG past 64 MiB of output; ERR_CHARSET where ${declared} is unknown and nothing can be guessed.
 * Spec:    https://encoding.spec.whatwg.org/: labels, indexes (data/charset_mends.tsv); conversion by ICU, guess by uchardet.
 */
struct err text_decode(struct arena *arena, struct raw bytes, struct str declared, struct str *out,
    const char **charset);

/*
 * A text that comes in pieces, in a set known by its name (as *${charset} above).  A character cut at the end of a piece
 * waits for the next, unless it is the ${last}; a byte order mark is no different from other characters.
 * Errors:  ERR_CHARSET; ERR_TOO_BIG past the ceiling of ${out}, which gets what could be read.
 */
struct text_stream;
struct err text_stream_open(const char *charset, struct text_stream **out);
struct err text_stream_push(struct text_stream *stream, struct raw bytes, bool last, struct buf *out);
void text_stream_close(struct text_stream *stream);

/* What ${bytes} are by their first ones, where they are no text ("a PDF document"), or NULL.  Static text. */
const char *text_signature(struct raw bytes);

/* The likely character set of ${bytes} ("GB18030", "BIG5", "UTF-8", ...), or NULL.  Static text. */
const char *text_guess_charset(struct raw bytes);

#endif
