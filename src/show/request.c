#include "show/request.h"

#include "show/clerk.h"
#include "show/delta.h"

/* ---- Host ---- */

static struct str
without_port(struct str host)
{
	ptrdiff_t colon = str_find_last_char(host, ':');
	ptrdiff_t bracket = str_find_last_char(host, ']');

	return colon > bracket ? str_slice(host, 0, (size_t)colon) : host;
}

/* Of "https://news.example:8443/path": the host. */
static struct str
base_host(struct str base)
{
	struct str scheme, host = S("");

	if (pull_until(&base, S("://"), &scheme))
		pull_field(&base, '/', &host);
	return without_port(host);
}

static bool
is_named(const struct server_options *options, struct str name)
{
	static const struct str always[] = { STR_INIT("localhost"), STR_INIT("127.0.0.1"),
		STR_INIT("[::1]") };

	for (size_t i = 0; i < LENGTH(always); i++)
		if (str_equal_nocase(name, always[i]))
			return true;
	for (size_t i = 0; i < options->name_count; i++)
		if (str_equal_nocase(name, options->names[i]))
			return true;
	return str_equal_nocase(name, without_port(options->listen)) ||
	       (options->base_url.n && str_equal_nocase(name, base_host(options->base_url)));
}

/* Characters of a host and port, so that what we copy into links and feeds is one. */
static bool
is_host(struct str host)
{
	for (size_t i = 0; i < host.n; i++)
		if (!char_is_alpha(host.p[i]) && !char_is_digit(host.p[i]) &&
		    !(host.p[i] && strchr("-._:[]", host.p[i])))
			return false;
	return host.n && host.n <= 255;
}

bool
host_is_ours(const struct server_options *options, struct str host)
{
	if (!is_host(host))
		return false;
	/* A public reading room without names answers to any: there is nothing behind it that its
	 * own reader may not see. */
	return is_named(options, without_port(host)) ||
	       (options->public_readonly && !options->name_count);
}

/* ---- the path's prefix ---- */

static const struct {
	struct str prefix;
	enum script script;
	enum tongue tongue;
} prefixes[] = {
	{ STR_INIT("/zh-hans"), SCRIPT_HANS, TONGUE_HANS },
	{ STR_INIT("/zh-hant"), SCRIPT_HANT, TONGUE_HANT },
	{ STR_INIT("/original"), SCRIPT_AS_WRITTEN, TONGUE_MAX }, /* the tongue is the browser's */
};

static void
prefix_pull(struct request *request)
{
	for (size_t i = 0; i < LENGTH(prefixes); i++) {
		struct str rest = request->path;

		if (!pull_str(&rest, prefixes[i].prefix) || (rest.n && rest.p[0] != '/'))
			continue;
		request->script = prefixes[i].script;
		request->is_original = prefixes[i].script == SCRIPT_AS_WRITTEN;
		if (prefixes[i].tongue != TONGUE_MAX)
			request->tongue = prefixes[i].tongue;
		request->has_prefix = true;
		request->path = rest;
		if (!rest.n)
			request->redirect =
			    str_join(request->arena, prefixes[i].prefix, S("/"), STR_END);
		return;
	}
}

/* What the reader has set, where a path says nothing else; programs that fetch feeds have set nothing. */
static void
settings_take(struct request *request)
{
	static const enum tongue tongues[] = { [SCRIPT_HANS] = TONGUE_HANS, [SCRIPT_HANT] = TONGUE_HANT };

	if (request->route->cache == CACHE_FEED)
		request->settings = (struct settings){ 0 };
	if (request->has_prefix || request->settings.script == SCRIPT_AS_WRITTEN)
		return;
	request->script = request->settings.script;
	request->tongue = tongues[request->script];
}

/* ---- the whole ---- */

static struct err
guards(const struct request *request, const struct ask *ask)
{
	if (ask->limited)
		return err_new(ERR_LIMIT, "too many requests");
	if (ask->target.n > TARGET_MAX)
		return err_new(ERR_TOO_BIG, "the address is too long");
	if (!ask->target.n || ask->target.p[0] != '/')
		return err_new(ERR_USAGE, "the address");
	if (!host_is_ours(request->options, ask->host))
		return err_new(ERR_HOST, "Host");
	return (struct err){ 0 };
}

/* Of "https://news.example" or "http://127.0.0.1:8080": whether it is where this request went. */
static bool
origin_is_ours(const struct request *request, const struct ask *ask)
{
	struct str origin = ask->origin, base = request->options->base_url, scheme;

	if (base.n && str_equal_nocase(origin, base))
		return true;
	return pull_until(&origin, S("://"), &scheme) && origin.n &&
	       str_equal_nocase(origin, ask->host);
}

/* Browsers say where a form was sent from; who says nothing, or is somewhere else, keeps nothing
 * here. */
static struct err
sender_check(const struct request *request, const struct ask *ask)
{
	bool ours = ask->fetch_site.p ? str_equal(ask->fetch_site, S("same-origin"))
				      : origin_is_ours(request, ask);

	return ours ? (struct err){ 0 } : err_new(ERR_ACCESS, "a form of another site");
}

static struct err
method_check(const struct request *request, const struct ask *ask)
{
	enum who who = request->route->who;
	bool is_get = str_equal(ask->method, S("GET"));

	if (who == WHO_LOOPBACK && !ask->loopback)
		return err_new(ERR_NOT_FOUND, "no such page");
	if ((who == WHO_HUB && !request->options->pushed) ||
	    (who == WHO_READER && !request->options->marks))
		return err_new(ERR_NOT_FOUND, "no such page");
	if (who == WHO_READER && request->is_post)
		return sender_check(request, ask);
	/* Old browsers say nothing of where a form is from; others must say that it is ours. */
	if (who == WHO_SELF && request->is_post)
		return ask->fetch_site.p || ask->origin.p ? sender_check(request, ask) : (struct err){ 0 };
	if (is_get || (who == WHO_HUB ? request->is_post : str_equal(ask->method, S("HEAD"))))
		return (struct err){ 0 };
	return err_new(ERR_METHOD, "only GET and HEAD");
}

static void
base_set(struct request *request, const struct ask *ask)
{
	request->base = request->options->base_url;
	if (!request->base.n && is_host(ask->host))
		request->base = str_join(request->arena, S("http://"), ask->host, STR_END);
}

struct err
request_parse(struct request *request, const struct ask *ask)
{
	ptrdiff_t mark = str_find_char(ask->target, '?', 0);
	struct err e = guards(request, ask);

	request->tongue = tongue_from_accept(ask->accept_language);
	request->now = ask->now;
	settings_read(ask->cookie, &request->settings);
	request->is_post = str_equal(ask->method, S("POST"));
	request->accept = ask->accept;
	request->content_type = ask->content_type;
	request->signature = ask->signature;
	request->body = ask->body;
	request->is_cut = ask->is_cut;
	request->path = str_slice(ask->target, 0, mark < 0 ? ask->target.n : (size_t)mark);
	base_set(request, ask);
	if (e.code)
		return e;
	prefix_pull(request);
	if (request->redirect.n)
		return e;
	e = route_find(request->arena, request->path, &request->route, &request->args);
	if (e.code)
		return e;
	settings_take(request);
	e = method_check(request, ask);
	if (e.code)
		return e;
	e = args_parse(request->arena,
	    str_from(ask->target, mark < 0 ? ask->target.n : (size_t)mark + 1),
	    request->route->params, &request->args);
	if (e.code)
		return e;
	if (request->route->cache == CACHE_FEED && delta_asked(ask->a_im))
		request->known = ask->if_none_match;
	request->query = args_query(
	    request->arena, &request->args, request->route->params, PARAM_MAX, S(""), PARAM_MAX);
	return e;
}
