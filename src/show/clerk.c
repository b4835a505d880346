#include "show/clerk.h"

#include "show/page.h"
#include "show/pages.h"
#include "store/feeds.h"

static struct err
desk_open(size_t cache_max, struct reply_desk *out)
{
	struct buf texts[TONGUE_MAX] = { 0 };
	struct str beginnings[TONGUE_MAX];
	struct err e;

	for (enum tongue tongue = 0; tongue < TONGUE_MAX; tongue++) {
		page_beginning(&texts[tongue], tongue);
		beginnings[tongue] = buf_str(&texts[tongue]);
	}
	e = reply_open(cache_max, beginnings, TONGUE_MAX, out);
	for (enum tongue tongue = 0; tongue < TONGUE_MAX; tongue++)
		buf_done(&texts[tongue]);
	return e;
}

struct err
clerk_open(const struct server_options *options, const struct server *server, size_t cache_max,
    struct clerk *out)
{
	struct clerk clerk = { .options = options, .server = server };
	struct err e = archive_open(options->dir, ARCHIVE_READ, &clerk.archive);

	if (!e.code)
		e = search_open(clerk.archive, &clerk.search);
	if (!e.code)
		e = desk_open(cache_max, &clerk.desk);
	clerk.desk.is_shared = options->public_readonly || options->base_url.n;
	if (!e.code)
		clerk.generation = archive_generation(clerk.archive);
	*out = clerk;
	if (e.code)
		clerk_close(out);
	return e;
}

void
clerk_close(struct clerk *clerk)
{
	reply_close(&clerk->desk);
	shelf_clear(&clerk->shelf);
	search_close(clerk->search);
	readers_close(clerk->readers);
	archive_close(clerk->archive);
	for (size_t i = 0; i < LENGTH(clerk->converters); i++)
		script_close(clerk->converters[i]);
	pinyin_close(clerk->pinyin);
	arena_done(&clerk->arena);
	arena_done(&clerk->lasting);
	clerk->search = NULL;
	clerk->archive = NULL;
	clerk->readers = NULL;
}

/* ---- what all pages of one state of the archive share ---- */

struct err
clerk_days(struct clerk *clerk, struct day_counts *out)
{
	struct err e = { 0 };

	if (!clerk->has_days)
		e = articles_days(
		    clerk->archive, &clerk->lasting, clerk->options->zone_s, 0, &clerk->days);
	if (e.code)
		return e;
	clerk->has_days = true;
	*out = clerk->days;
	return e;
}

struct err
clerk_sources(struct clerk *clerk, struct sources *out)
{
	struct err e = { 0 };

	if (!clerk->has_sources)
		e = sources_list(clerk->archive, &clerk->lasting, &clerk->sources);
	if (e.code)
		return e;
	clerk->has_sources = true;
	*out = clerk->sources;
	return e;
}

struct err
clerk_stats(struct clerk *clerk, struct archive_stats *out)
{
	struct err e = { 0 };

	if (!clerk->has_stats)
		e = archive_stats(clerk->archive, &clerk->stats);
	if (e.code)
		return e;
	clerk->has_stats = true;
	*out = clerk->stats;
	return e;
}

struct err
clerk_readers(struct clerk *clerk, enum readers_mode mode, struct readers **out)
{
	struct err e = { 0 };

	if (clerk->readers && mode == READERS_KEEP && clerk->readers_mode == READERS_LOOK) {
		readers_close(clerk->readers);
		clerk->readers = NULL;
	}
	if (!clerk->readers) {
		e = readers_open(clerk->options->dir, mode, &clerk->readers);
		clerk->readers_mode = mode;
	}
	if (!e.code)
		*out = clerk->readers;
	return e;
}

struct pinyin *
clerk_pinyin(struct clerk *clerk)
{
	if (!clerk->pinyin && pinyin_open(&clerk->pinyin).code)
		clerk->pinyin = NULL;
	return clerk->pinyin;
}

struct script_converter *
clerk_converter(struct clerk *clerk, enum script script)
{
	if (script == SCRIPT_AS_WRITTEN)
		return NULL;
	if (!clerk->converters[script] && script_open(script, &clerk->converters[script]).code)
		clerk->converters[script] = NULL;
	return clerk->converters[script];
}

/*
 * Takes up what a writer has committed, at most once in SERVER_STALE_MS: an import commits several
 * times a second, and if each commit made every finished page old, readers would wait for pages to
 * be written all the while.
 */
static void
clerk_refresh(struct clerk *clerk, uint64_t now_ms)
{
	uint64_t generation;

	if (now_ms - clerk->looked_ms < SERVER_STALE_MS)
		return;
	clerk->looked_ms = now_ms;
	generation = archive_generation(clerk->archive);
	if (generation == clerk->generation)
		return;
	clerk->generation = generation;
	clerk->has_days = clerk->has_sources = clerk->has_stats = false;
	arena_reset(&clerk->lasting);
	reply_forget(&clerk->desk); /* a search takes up what is new by itself */
}

/* ---- one question ---- */

static void
out_init(struct request *request, struct response *response)
{
	response->base = request->base;
	response->style = settings_style(request->arena, &request->settings);
	response->has_script = request->settings.keys;
	response->out = (struct html_out){
		.to = &response->body,
		.arena = request->arena,
		.tongue = request->tongue,
		.script = request->script,
		.is_original = request->is_original,
		.converter = clerk_converter(request->clerk, request->script),
		.zone_s = request->options->zone_s,
	};
}

static void
redirect(const struct request *request, struct response *response)
{
	response->status = 301;
	response->media = MEDIA_TEXT;
	response->location = request->redirect;
	out_text(&response->out, request->redirect);
}

/* Everything that the page's bytes depend on, besides the archive's state. */
static struct str
key_of(const struct request *request, const struct ask *ask)
{
	static const char *const tongues[] = { "e", "s", "t" };

	return str_join(request->arena, str_from_c(tongues[request->tongue]),
	    accepts_gzip(ask->accept_encoding) ? S("z ") : S("- "), script_lang(request->script),
	    request->is_original ? S("o ") : S(" "),
	    settings_text(request->arena, &request->settings), S(" "),
	    request->base, request->path, request->query, STR_END);
}

static struct err
page_write(struct request *request, struct response *response)
{
	struct err e = archive_read_begin(request->clerk->archive);

	if (e.code)
		return e;
	response->cache = request->route->cache;
	e = request->route->handler(request, response);
	archive_read_end(request->clerk->archive);
	return e.code ? e : response->body.err;
}

static void
fault_tell(const struct request *request, struct err e)
{
	const struct server_options *options = request->options;

	if (options->fault && err_row(e.code)->http >= 500)
		options->fault(options->fault_context, request->path, e,
		    archive_message(request->clerk->archive));
}

/* Whether finished answers of this kind are kept for whoever asks next; pictures would push out all
 * else. */
static bool
is_kept(enum cache_class cache)
{
	return cache != CACHE_NONE && cache != CACHE_LIVE && cache != CACHE_IMG &&
	       cache != CACHE_PRINT;
}

static struct reply
reply_write(struct request *request, const struct ask *ask, struct str key, struct err e)
{
	enum { PAGE_MAX = 48 << 20 };
	struct response response = { .status = 200, .body = { .max = PAGE_MAX } };

	out_init(request, &response);
	if (request->redirect.n)
		redirect(request, &response);
	else if (!e.code)
		e = page_write(request, &response);
	if (e.code) {
		fault_tell(request, e);
		page_error(request, &response, e);
	}
	return reply_make(&request->clerk->desk, e.code ? S("") : key, ask, &response);
}

struct reply
clerk_answer(struct clerk *clerk, const struct ask *ask)
{
	struct request request = {
		.clerk = clerk, .arena = &clerk->arena, .options = clerk->options
	};
	struct err e = request_parse(&request, ask);
	struct str key = S("");
	struct reply reply;

	clerk_refresh(clerk, ask->now_ms);
	if (!e.code && !request.redirect.n && is_kept(request.route->cache))
		key = key_of(&request, ask);
	if (!key.n || !reply_find(&clerk->desk, key, ask, &reply) ||
	    (request.known.n && reply.status == 200))
		reply = reply_write(&request, ask, key, e);
	arena_reset(&clerk->arena);
	return reply;
}

/* A hub's token is one that we gave; readers need none. */
static bool
is_expected(const struct request *request)
{
	struct feed_row feed;

	if (request->route->who == WHO_READER || request->route->who == WHO_SELF)
		return true;
	return request->route->who == WHO_HUB &&
	       !feed_by_token(request->clerk->archive, request->arena,
		   request->args.text[PARAM_HUB_TOKEN], &feed)
		    .code &&
	       feed.state != FEED_REMOVED;
}

size_t
clerk_takes(struct clerk *clerk, const struct ask *ask)
{
	struct request request = {
		.clerk = clerk, .arena = &clerk->arena, .options = clerk->options
	};
	bool takes = !request_parse(&request, ask).code && request.route && request.is_post &&
		     is_expected(&request);
	size_t size = !takes ? 0 : request.route->who == WHO_HUB ? SERVER_PUSH : SERVER_FORM;

	arena_reset(&clerk->arena);
	return size;
}
