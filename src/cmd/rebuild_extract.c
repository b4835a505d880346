/* rebuild_extract.c: rebuild --extract as a command: its options, and what is said of it. */
#include "cmd/reread.h"
#include "show/json_out.h"

static void
say_json(struct context *context, const struct reread_result *result, bool dry)
{
	struct json json = json_line(context);

	json_out_begin(&json, NULL, "reread/1");
	json_bool(&json, "dry_run", dry);
	json_int(&json, "pages", result->pages);
	json_int(&json, "same", result->same);
	json_int(&json, "changed", result->changed);
	json_int(&json, "merged", result->merged);
	json_int(&json, "added", result->added);
	json_int(&json, "refused", result->refused);
	json_int(&json, "failed", result->failed);
	json_line_end(context, &json);
}

static void
say(struct context *context, const struct reread_result *result, bool dry)
{
	struct term *out = &context->out;

	if (context->json) {
		say_json(context, result, dry);
		return;
	}
	if (context->quiet)
		return;
	term_counted(&out->buf, result->pages, "page", "pages");
	term_put(out, dry ? " would be read again: " : " read again: ");
	term_counted(&out->buf, result->changed, "text differs", "texts differ");
	term_put(out,
	    ", %lld as before, %lld versions become one with another, %lld new, %lld without a "
	    "text of their own",
	    (long long)result->same, (long long)result->merged, (long long)result->added,
	    (long long)result->refused);
	if (result->failed)
		term_put(out, ", %lld could not be read", (long long)result->failed);
	term_put(out, ".\n");
}

struct err
reread_run(struct context *context)
{
	bool dry = option_flag(&context->options, "dry-run");
	struct reread_result result;
	int64_t from = 0, to;
	struct err e;

	option_range(&context->options, "since", 0, &from, &to);
	e = reread_pages(context, from, dry, &result);
	if (e.code && e.code != ERR_INTERRUPTED)
		return e;
	say(context, &result, dry);
	return e.code ? fault(context, e,
			    "what was read again stays; xinshi rebuild --extract begins again",
			    "rebuild")
		      : e;
}
