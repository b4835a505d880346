#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "cmd/message.h"
#include "cmd/terminal.h"

enum { PACE = 1 << 16 };

void
term_open(struct term *term, int fd, bool no_color)
{
	const char *name = getenv("TERM"), *refused = getenv("NO_COLOR");
	struct winsize size;

	*term = (struct term){ .fd = fd, .columns = 80, .tty = isatty(fd) };
	term->color =
	    term->tty && !no_color && !(refused && refused[0]) && name && strcmp(name, "dumb") != 0;
	if (term->tty && ioctl(fd, TIOCGWINSZ, &size) == 0 && size.ws_col >= 20)
		term->columns = size.ws_col;
}

void
term_flush(struct term *term)
{
	if (!term->err.code && term->buf.n) {
		term->err = fd_write_all(term->fd, buf_raw(&term->buf));
		if (term->err.code && errno == EPIPE)
			term->err = err_new(ERR_INTERRUPTED, "the reader went away");
	}
	buf_reset(&term->buf);
}

void
term_pace(struct term *term)
{
	if (term->buf.n >= PACE || term->tty)
		term_flush(term);
}

void
term_close(struct term *term)
{
	term_flush(term);
	buf_done(&term->buf);
}

void
term_put(struct term *term, const char *format, ...)
{
	va_list args;
	char small[512], translated[512];
	int n;

	format = message_format(format, translated, sizeof(translated));

	va_start(args, format);
	n = vsnprintf(small, sizeof(small), format, args);
	va_end(args);
	if (n >= 0 && (size_t)n < sizeof(small)) {
		buf_push(&term->buf, small, (size_t)n);
		return;
	}
	va_start(args, format);
	char *space = buf_reserve(&term->buf, (size_t)n + 1);

	if (space) {
		vsnprintf(space, (size_t)n + 1, format, args);
		term->buf.n += (size_t)n;
	}
	va_end(args);
}

void
term_put_text(struct term *term, struct str s)
{
	term_text(&term->buf, s);
}

void
term_style(struct term *term, enum style style)
{
	static const char *const codes[STYLE_MAX] = {
		[STYLE_PLAIN] = "\033[0m",
		[STYLE_BOLD] = "\033[1m",
		[STYLE_DIM] = "\033[2m",
		[STYLE_GOOD] = "\033[32m",
		[STYLE_BAD] = "\033[31m",
		[STYLE_WARN] = "\033[33m",
		[STYLE_HIT] = "\033[1;33m",
	};

	if (term->color)
		buf_push_str(&term->buf, str_from_c(codes[style]));
}
