/*
 * url.h: absolute, normalised http and https URLs (RFC 3986; host by UTS 46 through ICU).
 */
#ifndef XINSHI_TEXT_URL_H
#define XINSHI_TEXT_URL_H

#include "base/arena.h"

/* Absolute, normalised, http or https.  Made only by url_parse. */
struct url {
	const char *p;
	size_t n;
};

enum { URL_MAX = 8192 };

static inline struct str
url_str(struct url url)
{
	return (struct str){ url.p, url.n };
}

/*
 * url_parse(arena, s, base, out):
 * Reads ${s}, relative to ${base} where it is not absolute (base may be NULL: then only absolute ones; "//host/x" takes
 * the scheme of the base, https without one).  Normalised: scheme and host in lower case (IDN to ASCII), default port
 * gone, dot segments resolved, tabs and line breaks inside removed and white space around it, what must be percent-
 * encoded is (UTF-8), unreserved characters are not, hexadecimal digits in upper case, an empty path is "/".
 * The fragment stays (see url_key).  User and password are refused.
 * Gives:   *${out} in ${arena}; untouched on failure.
 * Errors:  ERR_URL (what: "no host", "bad host", "bad port", "relative without a base", ...), ERR_URL_SCHEME,
 *          ERR_TOO_BIG past URL_MAX.
 * Spec:    RFC 3986 5.2, 6.2; what browsers forgive: WHATWG URL.
 */
struct err url_parse(struct arena *arena, struct str s, const struct url *base, struct url *out);

/* The host, without port; the path (begins with '/'); the query without '?', p NULL if there is none. */
struct str url_host(struct url url);
struct str url_path(struct url url);
struct str url_query(struct url url);

/*
 * url_key(arena, url):
 * The form by which two URLs are the same article: https for http, without "www.", "m." or "amp." before the host, no
 * fragment (unless it begins with '!'), empty path segments ("//cn/") and a trailing slash gone, tracking parameters
 * gone, the other parameters in their order; of the path only the article's number where the outlet's URLs end in one
 * (rows of data/article_ids.tsv: the words before it are the headline, and are edited).  Text, not a URL: for comparison and as a unique key only.
 */
struct str url_key(struct arena *arena, struct url url);

/* Without the parameters and fragments that only track readers: rows of data/tracking.tsv. */
struct url url_without_tracking(struct arena *arena, struct url url);

/*
 * url_unproxied(arena, url, proxy):
 * Where ${url} is an image proxy's (images.weserv.nl?url=, wsrv.nl, i0.wp.com/host/path, ... a table), the original's
 * URL; *${proxy} is then the proxy's host.  Else ${url} itself, and *${proxy} is empty.  Without a scheme: https;
 * "ssl:host/path" too.  Unwraps at most 4 times.
 */
struct url url_unproxied(struct arena *arena, struct url url, struct str *proxy);

/* The other way: where the proxy with this host gives ${url}, unaltered; empty where it is none that can be asked for any address. */
struct url url_proxied(struct arena *arena, struct url url, struct str proxy);

/*
 * Where ${url} is of a service that sends readers on (news.google.com/news/url?url=, ... data/redirects.tsv): the page's
 * own URL, else ${url} itself.  url_is_opaque: of such a service, and it does not say where it leads.
 */
struct url url_unredirected(struct arena *arena, struct url url);
bool url_is_opaque(struct url url);

/* For people: percent-encoded UTF-8 shown as text where that is safe (no spaces, controls, bidi marks, reserved
 * characters), IDN hosts as Unicode. */
struct str url_display(struct arena *arena, struct url url);

#endif
