#include <unistd.h>

#include "cmd/adding.h"
#include "cmd/feed_list.h"
#include "cmd/feed_rows.h"
#include "cmd/network.h"

/* ---- what was typed ---- */

static struct err
read_settings(struct adding *adding)
{
	struct context *context = adding->context;
	const struct options *options = &context->options;
	struct feed_row *feed = &adding->settings;
	const char *label, *zone = option_text(options, "zone");

	feed->title = str_from_c(option_text(options, "title"));
	feed->source = str_from_c(option_text(options, "source"));
	feed->lang = str_from_c(option_text(options, "lang"));
	for (size_t i = 0; (label = option_item(options, "label", i)); i++)
		feed_label_add(&context->arena, &feed->labels, str_from_c(label));
	feed->has_zone = zone && option_zone(options, "zone", &feed->zone_s);
	if (zone && !feed->has_zone)
		return fault(context, err_new(ERR_USAGE, NULL), NULL,
		    "--zone is of the form +08:00, not '%s'", zone);
	if (feed->title.n && (options->arg_count != 1 || option_text(options, "starter")))
		return fault(
		    context, err_new(ERR_USAGE, NULL), NULL, "--title is for one feed at a time");
	if (!options->arg_count && !option_text(options, "starter"))
		return fault(context, err_new(ERR_USAGE, NULL), NULL,
		    "add: what? an address, a file of addresses, or --starter zh");
	return (struct err){ 0 };
}

struct err
adding_start(struct adding *adding)
{
	return adding->round.follow ? (struct err){ 0 }
				    : round_open(&adding->round, adding->context);
}

void
adding_tell(struct adding *adding, const struct outcome *outcome)
{
	adding->added += outcome->state == STATE_ADDED;
	adding->exists += outcome->state == STATE_EXISTS;
	adding->failed += outcome->err.code || outcome->state == STATE_SEVERAL;
	outcome_put(adding->context, outcome);
}

/* ---- one address ---- */

/* The feeds of a list are added like those of a file. */
static struct err
add_list(struct adding *adding, struct url url, const struct outlines *list)
{
	struct str address = url_str(url);

	advise(adding->context, "%.*s is a list of %s (OPML); they are added with its titles and labels.",
	    STR_ARGS(address),
	    counted(adding->context, (int64_t)list->count, "feed", "feeds"));
	return add_outlines(adding, list);
}

static struct err
ask(struct adding *adding, struct str typed, struct url url)
{
	struct context *context = adding->context;
	struct follow_added added = { 0 };
	struct outcome outcome = { .typed = typed, .feed = &added.feed, .asked = true };
	struct err e = adding_start(adding);

	if (e.code)
		return e;
	e = follow_add(adding->round.follow, context->archive, context->search, &context->arena,
	    url, &adding->settings, &added);
	outcome.detail = added.detail;
	if (e.code == ERR_EXISTS) {
		outcome.state = STATE_EXISTS;
		e = feed_get(context->archive, &context->arena, added.id, &added.feed);
		if (e.code)
			return e;
	} else if (e.code == ERR_INTERRUPTED || (e.code && err_row(e.code)->cause == CAUSE_ARCHIVE))
		return e;
	else if (e.code) {
		outcome.state = STATE_FAILED;
		outcome.err = e;
		outcome.feed = NULL;
	} else if (added.is_list) {
		return add_list(adding, url, &added.found);
	} else if (!added.id) {
		outcome.state = STATE_SEVERAL;
		outcome.found = &added.found;
		outcome.feed = NULL;
	}
	adding_tell(adding, &outcome);
	return (struct err){ 0 };
}

static struct err
add_address(struct adding *adding, size_t i)
{
	struct context *context = adding->context;
	struct outline outline = { 0 };
	struct str typed;
	struct url url;
	struct err e = argument_text(context, i, &typed);

	if (e.code)
		return e;
	e = feed_url_typed(&context->arena, typed, &url);
	if (e.code) {
		adding_tell(
		    adding, &(struct outcome){ .state = STATE_FAILED, .typed = typed, .err = e });
		return (struct err){ 0 };
	}
	if (!adding->quietly)
		return ask(adding, typed, url);
	outline.url = url_str(url);
	return add_outlines(adding, &(struct outlines){ .items = &outline, .count = 1 });
}

/* A file that is there, or a name as only files have them. */
static bool
is_file(const char *typed)
{
	static const struct str endings[] = { STR_INIT(".opml"), STR_INIT(".xml"),
		STR_INIT(".txt") };
	struct str s = str_from_c(typed);

	if (strcmp(typed, "-") == 0 || (str_find(s, S("://"), 0) < 0 && access(typed, F_OK) == 0))
		return true;
	if (str_find(s, S(":"), 0) >= 0 || str_find_char(s, '/', 1) > 0)
		return s.n && s.p[0] == '/';
	for (size_t i = 0; i < LENGTH(endings); i++)
		if (str_ends(s, endings[i]))
			return true;
	return str_find_char(s, '.', 0) < 0;
}

/* ---- the run ---- */

/* Lists gave more than a line each can say. */
static void
say_sums(struct adding *adding)
{
	struct context *context = adding->context;

	if (adding->left_out)
		advise(context, "%s left out: no web address.",
		    counted(context, adding->left_out, "line was", "lines were"));
	if (adding->added + adding->exists > 1)
		advise(context, "%s %s, %lld followed already.",
		    counted(context, adding->added, "feed", "feeds"), "added",
		    (long long)adding->exists);
}

/* What to type next; who we are, when there is somebody to be asked. */
static void
say_next(struct adding *adding, bool first)
{
	struct context *context = adding->context;
	struct str line = command_line(context);

	if (!adding->added || adding->dry)
		return;
	if (!first)
		return;
	advise(context, "\nKeep following:   %.*s follow", STR_ARGS(line));
	advise(context, "Read meanwhile:   %.*s serve --follow", STR_ARGS(line));
	network_advise(context);
}

static struct err
add_all(struct adding *adding)
{
	const struct options *options = &adding->context->options;
	const char *list = option_text(options, "starter");
	struct err e = list ? add_starters(adding, list) : (struct err){ 0 };

	for (size_t i = 0; i < options->arg_count && !e.code && !interrupted(); i++)
		e = is_file(options->args[i]) ? add_file(adding, options->args[i])
					      : add_address(adding, i);
	return e.code ? e : add_ask(adding);
}

static struct err
is_first(struct context *context, bool *out)
{
	struct feed_filter filter = { .removed = true, .limit = 1 };
	struct feed_rows rows = { 0 };
	struct err e = { 0 };

	if (context->archive)
		e = feeds_list(context->archive, &context->arena, &filter, &rows);
	*out = !rows.count;
	return e;
}

static struct err
run(struct context *context)
{
	struct adding adding = {
		.context = context,
		.round = { .with_bar = true, .pages = round_pages(&context->options) },
		.dry = option_flag(&context->options, "dry-run"),
		.quietly = option_flag(&context->options, "no-fetch") ||
			   option_flag(&context->options, "dry-run"),
	};
	bool first = false;
	struct err e = read_settings(&adding);

	if (!e.code)
		e = is_first(context, &first);
	if (e.code)
		return e;
	if (context->made)
		advise(context, "Made a new archive in %s.", context->dir);
	e = add_all(&adding);
	round_close(&adding.round);
	if (e.code && !context->told)
		fault(context, e, NULL, "add");
	if (e.code)
		return e;
	if (!context->json) {
		say_sums(&adding);
		say_next(&adding, first);
	}
	context->status = adding.failed ? 1 : 0;
	return e;
}

const struct command cmd_add = {
	.name = "add",
	.summary = "follow feeds: by address, from a page, from a list",
	.arguments = "[URL|FILE...]",
	.needs = NEED_ARCHIVE_WRITE | NEED_ARCHIVE_MADE | NEED_SEARCH,
	.args_max = ARGS_ANY,
	.run = run,
};
