#include <stdio.h>

#include "cmd/fault.h"
#include "cmd/message.h"
#include "cmd/progress.h"

/* One sentence a code: what to type next. */
static const char *const advice_of[ERR_MAX] = {
	[ERR_NO_ARCHIVE] = "make one with: xinshi --archive DIR init; or say where it is: "
			   "--archive DIR, $XINSHI_ARCHIVE",
	[ERR_LOCKED] =
	    "wait until it has ended; reading (list, show, search, serve) is possible meanwhile",
	[ERR_DAMAGE] = "see what is damaged with: xinshi verify; bring back a copy, or export what "
		       "can be read",
	[ERR_DATABASE] = "see what is damaged with: xinshi verify",
	[ERR_DIGEST] = "see what is damaged with: xinshi verify",
	[ERR_VERSION] =
	    "use the xinshi that made it, or a newer one: xinshi --version says which this is",
	[ERR_USAGE] = "xinshi help",
	[ERR_QUERY] = "xinshi help search",
	[ERR_DISK_FULL] = "make room, then type the same again; what was taken in is safe",
	[ERR_ACCESS] = "check the owner and the permissions",
	[ERR_WORKER_START] = "xinshi doctor says what is missing",
	[ERR_CONFINE] = "xinshi doctor says what this machine lacks",
	[ERR_ADDRESS] =
	    "if you mean it: a line allow = NETWORK:PORTS in section [net] of xinshi.conf "
	    "(man xinshi.conf)",
	[ERR_URL] = "an address looks like this: https://news.example/rss",
	[ERR_URL_SCHEME] = "an address looks like this: https://news.example/rss",
	[ERR_EXISTS] = NULL,
};

const char *
fault_advice(enum err_code code)
{
	return (unsigned)code < ERR_MAX ? advice_of[code] : NULL;
}

/* What cannot even be opened, verify cannot look at either. */
const char *
fault_open_advice(enum err_code code)
{
	if (code == ERR_DAMAGE)
		return "bring back a copy of archive.db; or import the files again into a new "
		       "folder";
	if (code == ERR_ACCESS)
		return "check owner and permissions; who reads writes beside archive.db, too, "
		       "unless "
		       "folder and file are read-only for all";
	return fault_advice(code);
}

/* The thing, what is wrong with it, the detail, and the place in it. */
static void
push_fault(struct context *context, struct err err, const char *thing)
{
	struct buf *out = &context->notes.buf;

	buf_push_literal(out, "xinshi: ");
	term_raw(out, (struct raw){ (const unsigned char *)thing, strlen(thing) });
	if (!thing[0])
		buf_push_literal(out, "''");
	if (err.code != ERR_USAGE)
		buf_push_format(out, ": %s", message_of_fault(err.code));
	if (err.what)
		buf_push_format(out, ": %s", message(err.what));
	if (err.at)
		buf_push_format(out, " (byte %u)", err.at);
	buf_push_char(out, '\n');
}

/* Who holds the lock; what the database said. */
static void
push_circumstance(struct context *context, struct err err)
{
	struct buf *out = &context->notes.buf;
	const char *message = context->archive ? archive_message(context->archive) : "";
	struct str holder = { 0 };

	if (err.code == ERR_LOCKED)
		holder = archive_lock_holder(&context->arena, context->dir);
	if (holder.n) {
		buf_push_literal(out, "  It is held by ");
		term_text(out, holder);
		buf_push_literal(out, ".\n");
	}
	if (message && message[0] && err_row(err.code)->cause != CAUSE_USER) {
		buf_push_literal(out, "  The database says: ");
		term_raw(out, (struct raw){ (const unsigned char *)message, strlen(message) });
		buf_push_char(out, '\n');
	}
}

struct err
fault(struct context *context, struct err err, const char *advice, const char *format, ...)
{
	va_list args;
	char thing[1024], translated[1024];
	bool given = advice != NULL;

	va_start(args, format);
	vsnprintf(thing, sizeof(thing), message_format(format, translated, sizeof(translated)), args);
	va_end(args);
	progress_clear(&context->notes);
	term_style(&context->notes, STYLE_BAD);
	push_fault(context, err, thing);
	term_style(&context->notes, STYLE_PLAIN);
	push_circumstance(context, err);
	advice = advice ? advice : fault_advice(err.code);
	if (!given && err.code == ERR_USAGE && context->command)
		term_put(&context->notes, "  Try: xinshi help %s\n", context->command->name);
	else if (advice && *advice)
		term_put(&context->notes, "  Try: %s\n", message(advice));
	term_flush(&context->notes);
	context->told = true;
	return err;
}

void
advise(struct context *context, const char *format, ...)
{
	va_list args;
	char text[1024], translated[1024];

	if (context->quiet)
		return;
	va_start(args, format);
	vsnprintf(text, sizeof(text), message_format(format, translated, sizeof(translated)), args);
	va_end(args);
	progress_clear(&context->notes);
	term_put(&context->notes, "%s\n", text);
	term_flush(&context->notes);
}
