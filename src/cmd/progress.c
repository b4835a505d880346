#include <time.h>

#include "cmd/message.h"
#include "cmd/command.h"
#include "cmd/progress.h"

enum { TERMINAL_MS = 100, PLAIN_MS = 10000, FIRST_MS = 300, BAR = 20 };

int64_t
clock_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

void
progress_begin(
    struct progress *progress, struct term *term, const char *what, int64_t total, bool off)
{
	*progress = (struct progress){
		.term = term, .what = what, .total = total, .off = off, .begun_ms = clock_ms()
	};
	/* short work needs no line */
	progress->told_ms = progress->begun_ms + FIRST_MS - (term->tty ? TERMINAL_MS : PLAIN_MS);
}

static void
push_amount(const struct progress *progress, struct buf *out, int64_t amount)
{
	if (progress->sizes)
		term_size(out, amount);
	else
		term_count(out, amount);
}

static void
push_bar(const struct progress *progress, struct buf *out)
{
	int64_t filled = progress->total ? progress->done * BAR / progress->total : 0;

	buf_push_literal(out, "  ▕");
	for (int64_t i = 0; i < BAR; i++)
		buf_push_str(out, i < filled ? S("█") : S(" "));
	buf_push_literal(out, "▏");
}

static void
push_line(const struct progress *progress, struct buf *out, int64_t now)
{
	int64_t spent = now - progress->begun_ms, done = progress->done;
	int64_t rate = spent > 0 ? done * 1000 / spent : 0;

	push_amount(progress, out, done);
	if (progress->total) {
		buf_push_char(out, '/');
		push_amount(progress, out, progress->total);
	}
	buf_push_format(out, " %s", message(progress->what));
	if (progress->total && progress->term->tty)
		push_bar(progress, out);
	if (rate) {
		buf_push_literal(out, "  ");
		push_amount(progress, out, rate);
		buf_push_literal(out, "/s");
	}
	if (progress->failed) {
		buf_push_literal(out, "  ");
		term_count(out, progress->failed);
		buf_push_format(out, " %s", message("failed"));
	}
	/* what the first hundredth took says little of the rest */
	if (rate && progress->total > done && done >= progress->total / 100) {
		buf_push_literal(out, "  ");
		term_duration(out, (progress->total - done) / rate);
		buf_push_format(out, " %s", message("left"));
	}
}

void
progress_tell(struct progress *progress)
{
	struct term *term = progress->term;
	int64_t now = clock_ms();

	if (progress->off || (!term->tty && !progress->done) ||
	    now - progress->told_ms < (term->tty ? TERMINAL_MS : PLAIN_MS))
		return;
	progress->told_ms = now;
	progress_clear(term);
	push_line(progress, &term->buf, now);
	if (term->tty)
		term->line = true;
	else
		buf_push_char(&term->buf, '\n');
	term_flush(term);
}

bool
progress_to(void *user, int64_t done, int64_t total)
{
	struct progress *progress = user;

	progress->done = done;
	progress->total = total;
	progress_tell(progress);
	return !interrupted();
}

void
progress_clear(struct term *term)
{
	if (term->line)
		buf_push_literal(&term->buf, "\r\033[K");
	term->line = false;
}
