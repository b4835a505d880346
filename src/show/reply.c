#include <microhttpd.h>
#include <stdio.h>

#include "show/cache.h"
#include "show/reply.h"
#include "show/squeeze.h"
#include "show/style.h"
#include "text/date.h"

/* ---- what kinds of answers there are, and what may be done with each ---- */

enum policy { POLICY_PAGE, POLICY_SANDBOX, POLICY_DATA, POLICY_PICTURE };

static const struct {
	const char *type;
	enum policy policy;
	bool squeeze; /* worth compressing */
	bool is_feed; /* other sites' programs may read it; a client may ask for what is new */
} medias[MEDIA_MAX] = {
	[MEDIA_HTML] = { "text/html; charset=utf-8", POLICY_PAGE, true, false },
	[MEDIA_TEXT] = { "text/plain; charset=utf-8", POLICY_DATA, true, false },
	[MEDIA_RAW] = { "text/plain; charset=utf-8", POLICY_SANDBOX, true, false },
	[MEDIA_MARKDOWN] = { "text/markdown; charset=utf-8", POLICY_DATA, true, false },
	[MEDIA_CSV] = { "text/csv; charset=utf-8", POLICY_DATA, true, false },
	[MEDIA_JSON] = { "application/json", POLICY_DATA, true, false },
	[MEDIA_RSS] = { "application/rss+xml; charset=utf-8", POLICY_DATA, true, true },
	[MEDIA_ATOM] = { "application/atom+xml; charset=utf-8", POLICY_DATA, true, true },
	[MEDIA_JSONFEED] = { "application/feed+json", POLICY_DATA, true, true },
	[MEDIA_OPML] = { "text/x-opml; charset=utf-8", POLICY_DATA, true, false },
	[MEDIA_SCRIPT] = { "text/javascript; charset=utf-8", POLICY_DATA, true, false },
	[MEDIA_MANIFEST] = { "application/manifest+json", POLICY_DATA, true, false },
	[MEDIA_ICON] = { "image/x-icon", POLICY_DATA, false, false },
	[MEDIA_JPEG] = { "image/jpeg", POLICY_PICTURE, false, false },
	[MEDIA_PNG] = { "image/png", POLICY_PICTURE, false, false },
	[MEDIA_WEBP] = { "image/webp", POLICY_PICTURE, false, false },
	[MEDIA_EPUB] = { "application/epub+zip", POLICY_DATA, false, false },
	[MEDIA_METRICS] = { "text/plain; version=0.0.4; charset=utf-8", POLICY_DATA, true, false },
};

static const char *const policies[] = {
	[POLICY_PAGE] = NULL, /* page_policy: it names the style sheet */
	[POLICY_SANDBOX] = "default-src 'none'; form-action 'none'; base-uri 'none'; "
			   "frame-ancestors 'none'; sandbox",
	[POLICY_PICTURE] = "default-src 'none'; form-action 'none'; base-uri 'none'; "
			   "frame-ancestors 'none'; sandbox",
	[POLICY_DATA] =
	    "default-src 'none'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'",
};

static const char *const cache_controls[] = {
	[CACHE_NONE] = "no-store",
	[CACHE_LIST] = "no-cache",
	[CACHE_LIVE] = "no-cache",
	[CACHE_FEED] = "public, max-age=300",
	[CACHE_FIXED] = "public, max-age=86400",
	[CACHE_KEPT] = "public, max-age=604800",
	[CACHE_DELTA] = "no-store, im",
	[CACHE_IMG] = "public, max-age=86400",
	[CACHE_PRINT] = "public, max-age=31536000, immutable",
};

#define RETRY_AFTER "10" /* seconds: LIMIT_WAIT_S */

/* On every answer, whatever it is (notes on what happened to the neighbours: doc/threat.md). */
static const struct {
	const char *name, *value;
} always[] = {
	{ "X-Content-Type-Options", "nosniff" },
	{ "Referrer-Policy", "no-referrer" },
	{ "X-Frame-Options", "DENY" },
	{ "Cross-Origin-Opener-Policy", "same-origin" },
	{ "Permissions-Policy", "camera=(), microphone=(), geolocation=()" },
};

static void
header(struct MHD_Response *response, const char *name, const char *value)
{
	MHD_add_response_header(response, name, value);
}

/*
 * The policy of pages: our sheets by their digests, our script where a reader has switched it on.  What a page without
 * scripts may connect to matters only to tools that look at it from inside: they read robots.txt so.
 */
static void
policy_push(const struct reply_desk *desk, struct str style, bool has_script, struct buf *out)
{
	buf_push_literal(out, "default-src 'none'; connect-src 'self'; img-src 'self'; manifest-src 'self'; style-src ");
	buf_push_str(out, str_from_c(desk->style));
	if (style.n) {
		buf_push_char(out, ' ');
		style_hash(style, out);
	}
	if (has_script)
		buf_push_literal(out, "; script-src 'self'");
	buf_push_literal(out, "; form-action 'self'; base-uri 'none'; frame-ancestors 'none'");
	buf_push_char(out, '\0');
}

static void
headers_add(struct MHD_Response *to, const struct reply_desk *desk, enum media media,
    enum cache_class cache, const char *page_policy)
{
	const char *policy = policies[medias[media].policy];
	bool is_page = medias[media].policy == POLICY_PAGE;
	bool is_picture = medias[media].policy == POLICY_PICTURE;

	for (size_t i = 0; i < LENGTH(always); i++)
		header(to, always[i].name, always[i].value);
	header(to, "Content-Security-Policy", is_page ? page_policy : policy);
	header(to, "Cross-Origin-Resource-Policy",
	    medias[media].is_feed || (is_picture && desk->is_shared) ? "cross-origin"
								     : "same-origin");
	header(to, "Cache-Control", cache_controls[cache]);
	header(to, "Vary",
	    is_page		    ? "Accept-Encoding, Accept-Language, Cookie"
	    : is_picture	    ? "Accept"
	    : medias[media].is_feed ? "Accept-Encoding, Accept-Language, A-IM"
				    : "Accept-Encoding, Accept-Language");
}

/* ---- validators ---- */

/* One of them, without white space and W/. */
static struct str
etag_core(struct str tag)
{
	tag = str_trim(tag);
	pull_str(&tag, S("W/"));
	return tag;
}

bool
etag_matches(struct str if_none_match, struct str etag)
{
	struct str item;

	while (pull_field(&if_none_match, ',', &item)) {
		item = etag_core(item);
		if (str_equal(item, S("*")) || str_equal(item, etag_core(etag)))
			return true;
	}
	return false;
}

/* With its quotes; empty: none. */
static struct str
etag_of(const struct kept *kept)
{
	return str_from_c(MHD_get_response_header(kept->response, "ETag"));
}

static bool
is_unchanged(const struct ask *ask, const struct kept *kept)
{
	struct when since;

	if (ask->if_none_match.p)
		return etag_matches(ask->if_none_match, etag_of(kept));
	return kept->modified && ask->if_modified_since.n &&
	       when_parse(ask->if_modified_since, 0, &since) &&
	       when_seconds(since) >= kept->modified;
}

static struct MHD_Response *
response_new(struct raw body, enum MHD_ResponseMemoryMode mode)
{
	return MHD_create_response_from_buffer(body.n, (void *)(uintptr_t)body.p, mode);
}

static struct reply
reply_unchanged(const struct reply_desk *desk, const struct kept *kept)
{
	struct reply reply = { .status = 304,
		.response = response_new((struct raw){ 0 }, MHD_RESPMEM_PERSISTENT),
		.is_owned = true };

	headers_add(reply.response, desk, kept->media, kept->cache,
	    MHD_get_response_header(kept->response, "Content-Security-Policy"));
	header(reply.response, "ETag", etag_of(kept).p);
	return reply;
}

static struct reply
reply_of(const struct reply_desk *desk, const struct kept *kept, const struct ask *ask)
{
	if (kept->status == 200 && etag_of(kept).n && is_unchanged(ask, kept))
		return reply_unchanged(desk, kept);
	return (
	    struct reply){ .status = kept->status, .response = kept->response, .size = kept->size };
}

/* ---- making one ---- */

/* As str_hash does it, eight bytes at a time: a page has thousands. */
static uint64_t
hash_of(struct raw bytes)
{
	uint64_t hash = 0xcbf29ce484222325 ^ bytes.n, word;

	for (; bytes.n >= sizeof(word); bytes.p += sizeof(word), bytes.n -= sizeof(word)) {
		memcpy(&word, bytes.p, sizeof(word));
		hash = (hash ^ word) * 0x9e3779b97f4a7c15;
		hash ^= hash >> 32;
	}
	word = 0;
	if (bytes.n)
		memcpy(&word, bytes.p, bytes.n);
	hash = (hash ^ word) * 0x9e3779b97f4a7c15;
	return hash ^ hash >> 32;
}

/* Names the bytes for a cache, proves nothing: 64 bits do, and cost a hundredth of a digest. */
struct str
etag_text(struct arena *arena, struct raw body)
{
	return str_format(arena, "%016llx-%zx", (unsigned long long)hash_of(body), body.n);
}

/* Told apart by how it is sent: the same text compressed is another sequence of bytes. */
static void
etag_add(struct arena *arena, struct MHD_Response *to, struct str etag, bool squeezed)
{
	if (etag.n)
		header(to, "ETag",
		    str_format(arena, "\"%s%.*s\"%c", squeezed ? "gz-" : "", STR_ARGS(etag), 0).p);
}

static void
modified_add(struct MHD_Response *to, int64_t modified)
{
	struct buf text CLEAN(buf_done) = { 0 };

	if (!modified)
		return;
	when_push_http(&text, modified);
	buf_push_char(&text, '\0');
	if (!text.err.code)
		header(to, "Last-Modified", text.p);
}

static void
header_add(struct arena *arena, struct MHD_Response *to, const char *name, struct str value)
{
	if (value.n)
		header(to, name, str_terminated(arena, value));
}

static bool
can_squeeze(const struct ask *ask, const struct response *response)
{
	enum { SMALL = 256 };

	return medias[response->media].squeeze && response->body.n > SMALL &&
	       accepts_gzip(ask->accept_encoding);
}

/* The bytes to send: compressed where that can be done; taken out of ${response}. */
static struct raw
body_take(struct reply_desk *desk, const struct ask *ask, struct response *response, bool *squeezed)
{
	struct buf small = { 0 };
	struct raw body;

	*squeezed =
	    can_squeeze(ask, response) && squeeze(desk->gzip, buf_raw(&response->body), &small);
	if (*squeezed) {
		buf_done(&response->body);
		response->body = small;
	}
	body = buf_raw(&response->body);
	if (body.n) /* what is kept is kept tight: a buffer has room to grow */
		body.p = mem_grow(response->body.p, body.n);
	response->body = (struct buf){ 0 };
	return body;
}

static struct kept
kept_make(struct reply_desk *desk, const struct ask *ask, struct response *response)
{
	struct kept kept = { .status = response->status,
		.media = response->media,
		.cache = response->cache,
		.modified = response->modified };
	struct arena *arena = response->out.arena;
	struct str etag = response->etag;
	struct buf policy CLEAN(buf_done) = { 0 };
	bool squeezed;
	struct raw body;

	policy_push(desk, response->style, response->has_script, &policy);
	if (!etag.n && kept.status == 200 && kept.cache != CACHE_NONE)
		etag = etag_text(arena, buf_raw(&response->body));
	body = body_take(desk, ask, response, &squeezed);
	kept.size = body.n;
	kept.response = response_new(body, MHD_RESPMEM_MUST_FREE);
	headers_add(kept.response, desk, kept.media, kept.cache, policy.p);
	header(kept.response, "Content-Type", medias[kept.media].type);
	if (squeezed)
		header(kept.response, "Content-Encoding", "gzip");
	etag_add(arena, kept.response, etag, squeezed);
	if (kept.status == 429 || kept.status == 503)
		header(kept.response, "Retry-After", RETRY_AFTER);
	if (kept.status == 405)
		header(kept.response, "Allow", "GET, HEAD");
	modified_add(kept.response, kept.modified);
	header_add(arena, kept.response, "Location", response->location);
	header_add(arena, kept.response, "Link", response->link);
	header_add(arena, kept.response, "Set-Cookie", response->cookie);
	if (kept.status == 226)
		header(kept.response, "IM", "feed");
	header_add(arena, kept.response, "Delta-Base", response->delta_base);
	return kept;
}

struct reply
reply_make(
    struct reply_desk *desk, struct str key, const struct ask *ask, struct response *response)
{
	struct kept kept = kept_make(desk, ask, response);
	bool is_kept =
	    key.n && etag_of(&kept).n && kept.status == 200 && cache_put(desk->cache, key, &kept);
	struct reply reply = reply_of(desk, &kept, ask);

	reply.is_picture = medias[kept.media].policy == POLICY_PICTURE;
	if (is_kept)
		return reply;
	if (reply.response == kept.response)
		reply.is_owned = true;
	else
		MHD_destroy_response(kept.response);
	return reply;
}

bool
reply_find(struct reply_desk *desk, struct str key, const struct ask *ask, struct reply *out)
{
	const struct kept *kept = cache_find(desk->cache, key);

	if (!kept)
		return false;
	*out = reply_of(desk, kept, ask);
	out->from_cache = true;
	return true;
}

void
reply_forget(struct reply_desk *desk)
{
	cache_forget(desk->cache);
}

void
reply_done(struct reply *reply)
{
	if (reply->is_owned)
		MHD_destroy_response(reply->response);
	reply->response = NULL;
}

/* ---- open, close ---- */

struct err
reply_open(size_t cache_max, const struct str *beginnings, size_t count, struct reply_desk *out)
{
	struct buf hash CLEAN(buf_done) = { 0 };

	style_hash(style_sheet(), &hash);
	snprintf(out->style, sizeof(out->style), "%.*s", STR_ARGS(buf_str(&hash)));
	out->cache = cache_new(cache_max);
	out->gzip = squeeze_new(beginnings, count);
	return out->gzip ? (struct err){ 0 } : err_new(ERR_LIBRARY, "gzip");
}

void
reply_close(struct reply_desk *desk)
{
	cache_free(desk->cache);
	squeeze_free(desk->gzip);
	*desk = (struct reply_desk){ 0 };
}
