#include <poll.h>
#include <unistd.h>

#include "cmd/follower.h"
#include "cmd/own_address.h"
#include "cmd/page_reader.h"
#include "show/serve.h"

/* "a.example, b.example"; gives how many. */
static size_t
split_names(struct arena *arena, const char *names, const struct str **out)
{
	struct str rest = str_from_c(names), name;
	struct str *items = arena_array(arena, struct str, SERVER_NAMES_MAX);
	size_t count = 0;

	while (count < SERVER_NAMES_MAX && pull_field(&rest, ',', &name))
		if ((name = str_trim(name)).n)
			items[count++] = name;
	*out = items;
	return count;
}

/* One line to standard error at once, from any thread of the server: what readers are only told is
 * not their fault. */
static void
tell(void *nothing, struct str path, struct err err, const char *detail)
{
	struct buf line CLEAN(buf_done) = { 0 };

	(void)nothing;
	term_text(&line, path);
	buf_push_format(&line, ": %s", err_row(err.code)->text);
	if (err.what)
		buf_push_format(&line, " (%s)", err.what);
	if (*detail) {
		buf_push_literal(&line, ": ");
		term_text(&line, str_from_c(detail));
	}
	buf_push_char(&line, '\n');
	(void)fd_write_all(STDERR_FILENO, buf_raw(&line));
}

static struct err
read_url(struct context *context, const char *option, struct str *out)
{
	const char *typed = option_text(&context->options, option);
	struct url url;

	if (!typed || !*typed)
		return (struct err){ 0 };
	if (url_parse(&context->arena, str_from_c(typed), NULL, &url).code)
		return fault(context, err_new(ERR_USAGE, NULL), NULL,
		    "--%s is of the form https://news.example, not '%s'", option, typed);
	*out = url_str(url);
	return (struct err){ 0 };
}

/* Who others may reach keeps nothing of theirs unasked. */
static bool
takes_marks(const struct options *options, const struct server_options *server)
{
	bool is_private = !server->public_readonly && !server->name_count && !server->base_url.n;

	return is_private || option_flag(options, "marks");
}

static struct err
read_options(struct context *context, struct server_options *out)
{
	const struct options *options = &context->options;
	const char *zone = option_text(options, "zone");
	struct err e;

	*out = (struct server_options){
		.dir = context->dir,
		.listen = str_from_c(option_text(options, "listen")),
		.threads = (unsigned)option_number(options, "threads", 0),
		.public_readonly = option_flag(options, "public-readonly"),
		.has_zone = zone && *zone,
		.fault = tell,
	};
	out->name_count = split_names(&context->arena, option_text(options, "names"), &out->names);
	out->img_host_count = split_names(&context->arena, option_text(options, "img-redirect"), &out->img_hosts);
	if (out->has_zone && !option_zone(options, "zone", &out->zone_s))
		return fault(context, err_new(ERR_USAGE, NULL), NULL,
		    "--zone is of the form +08:00, not '%s'", zone);
	e = read_url(context, "base-url", &out->base_url);
	/* Links in feeds begin with it; a slash at its end would come twice. */
	out->base_url.n -= str_ends(out->base_url, S("/"));
	out->marks = takes_marks(options, out);
	return e.code ? e : read_url(context, "hub", &out->hub);
}

static void
say(struct context *context, struct str address)
{
	struct json json;

	if (!context->json)
		term_put(&context->out, "http://%.*s/\n", STR_ARGS(address));
	else {
		json = json_line(context);
		json_object(&json, NULL);
		json_c(&json, "schema", "serve/1");
		json_str(
		    &json, "url", str_format(&context->arena, "http://%.*s/", STR_ARGS(address)));
		json_line_end(context, &json);
	}
	term_flush(&context->out);
	advise(context, "The reading room of %s is open; Ctrl-C closes it.", context->dir);
}

static struct err
refused(struct context *context, const struct server_options *options, struct err e)
{
	if (e.code == ERR_EXISTS)
		return fault(context, e, "another port: --listen 127.0.0.1:0 takes a free one",
		    "%.*s", STR_ARGS(options->listen));
	if (e.code == ERR_USAGE)
		return fault(context, e, NULL, "%.*s", STR_ARGS(options->listen));
	return fault(context, e, NULL, "%s", context->dir);
}

/* ---- the follower beside it ---- */

/* From any thread of the server. */
static struct err
hand_on(void *user, const struct server_push *push)
{
	return follower_push(user, &(struct push){
				       .token = push->token,
				       .mode = push->mode,
				       .topic = push->topic,
				       .lease_s = push->lease_s,
				       .content_type = push->content_type,
				       .signature = push->signature,
				       .body = push->body,
				   });
}

static struct err
start_follower(struct context *context, const struct server_options *options,
    const struct server *server, struct follower *follower)
{
	bool follows = option_flag(&context->options, "follow");
	bool websub = option_flag(&context->options, "websub");
	const char *callback = NULL;

	if (websub && (!follows || !options->base_url.n))
		return fault(context, err_new(ERR_USAGE, NULL), NULL,
		    "--websub needs --follow, and --base-url so that hubs find us");
	if (!follows)
		return (struct err){ 0 };
	if (websub)
		callback = str_terminated(&context->arena,
		    str_join(&context->arena, options->base_url, S("/websub"), STR_END));
	return follower_open(
	    follower, context, callback, own_addresses(&context->arena, server_address(server)));
}

static void
stay(struct follower *follower)
{
	while (!interrupted()) {
		poll(NULL, 0, 1000);
		follower_watch(follower);
	}
}

static struct err
run(struct context *context)
{
	struct server_options options;
	struct follower follower = FOLLOWER_NONE;
	struct page_reader reader = PAGE_READER_NONE(context->dir);
	struct server *server = NULL;
	struct err e = read_options(context, &options);

	if (e.code)
		return e;
	if (option_flag(&context->options, "websub")) {
		options.pushed = hand_on;
		options.push_context = &follower;
	}
	options.extract = page_reader_ask;
	options.extract_context = &reader;
	e = server_open(&options, &server);
	if (e.code)
		return refused(context, &options, e);
	say(context, server_address(server));
	e = start_follower(context, &options, server, &follower);
	if (!e.code)
		stay(&follower);
	follower_close(&follower);
	server_close(server);
	page_reader_close(&reader);
	return e;
}

const struct command cmd_serve = {
	.name = "serve",
	.summary = "the reading room, in a browser",
	.arguments = "",
	.needs = NEED_NOTHING,
	.run = run,
};
