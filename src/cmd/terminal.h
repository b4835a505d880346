/*
 * terminal.h: words for people: what goes to standard output and standard error.
 *
 * Text from the archive reaches a terminal through term_text alone: no control characters, no characters that change the order
 * of what is shown.  Columns are counted as a terminal counts them: a Han character takes two.
 */
#ifndef XINSHI_CMD_TERMINAL_H
#define XINSHI_CMD_TERMINAL_H

#include "base/buf.h"

enum style { STYLE_PLAIN, STYLE_BOLD, STYLE_DIM, STYLE_GOOD, STYLE_BAD, STYLE_WARN, STYLE_HIT, STYLE_MAX };

struct term {
	int fd;
	bool tty;	  /* a person looks at it */
	bool color;
	unsigned columns; /* of the terminal; 80 where there is none */
	struct buf buf;	  /* what was said and is not written yet */
	bool line;	  /* a progress line stands there */
	struct err err;	  /* writing failed: sticks.  A reader who went away (head, less) is ERR_INTERRUPTED */
};

void term_open(struct term *term, int fd, bool no_color);
/* Writes what was said. */
void term_flush(struct term *term);
/* Writes if there is much; between records. */
void term_pace(struct term *term);
void term_close(struct term *term);

/* Our own words, in the user's language (message.h). */
void term_put(struct term *term, const char *format, ...) FORMAT(2, 3);
/* Anybody's words, on one line. */
void term_put_text(struct term *term, struct str s);
/* From here on; nothing where there are no colours. */
void term_style(struct term *term, enum style style);

/* ---- the verbs themselves, onto a buf ---- */

/* ${s} on one line: control characters and what reorders text are shown as \xNN or \u{NNNN}, line breaks as spaces. */
void term_text(struct buf *out, struct str s);
/* The same with its line breaks and tabs. */
void term_lines(struct buf *out, struct str s);
/* JSON for a terminal: what a terminal would act on becomes an escape of JSON (it stands in strings alone). */
void term_json(struct buf *out, struct str json);
/* Bytes that promise nothing (a file's name): as term_text, bad UTF-8 as \xNN. */
void term_raw(struct buf *out, struct raw bytes);
/* How many columns ${s} takes. */
size_t term_width(struct str s);
/* ${s} on one line in exactly ${columns}: cut with an ellipsis, or filled with spaces. */
void term_cell(struct buf *out, struct str s, size_t columns);
/* As many whole characters as fit in ${columns}. */
struct str term_fit(struct str s, size_t columns);
/* 12,345; 3.4 MB; 1:02:03. */
void term_count(struct buf *out, int64_t n);
/* 1 file; 2,000 files. */
void term_counted(struct buf *out, int64_t n, const char *one, const char *many);
void term_size(struct buf *out, int64_t bytes);
void term_duration(struct buf *out, int64_t seconds);
/* 40 s; 25 min; 3 h; 12 d: in the largest unit of which there are two. */
void term_span(struct buf *out, int64_t seconds);

#endif
