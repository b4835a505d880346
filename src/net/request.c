#include "net/request.h"

#define ACCEPT_FEED                                                                               \
	"application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml, " \
	"application/xml;q=0.9, text/xml;q=0.8, */*;q=0.1"
#define ACCEPT_PAGE "text/html, application/xhtml+xml, application/xml;q=0.9, */*;q=0.1"
/* What every old telephone can show first, though prints are made of all of them. */
#define ACCEPT_PICTURE                                                                  \
	"image/jpeg, image/png, image/webp, image/gif;q=0.9, image/avif;q=0.8, image/*;q=0.2, " \
	"*/*;q=0.1"
#define ACCEPT_ROBOTS "text/plain, */*;q=0.1"

static const struct str accepts[] = {
	[FETCH_FEED] = STR_INIT(ACCEPT_FEED),
	[FETCH_PAGE] = STR_INIT(ACCEPT_PAGE),
	[FETCH_HUB] = STR_INIT("*/*"),
	[FETCH_PICTURE] = STR_INIT(ACCEPT_PICTURE),
};

/* libcurl sends lines as they are: what would end one must not be in it. */
static bool
is_one_line(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (((unsigned char)s.p[i] < ' ' && s.p[i] != '\t') || s.p[i] == 0x7f)
			return false;
	return s.n > 0;
}

static bool
push_line(struct arena *arena, struct request_lines *lines, struct str name, struct str value)
{
	if (!is_one_line(value) || lines->count == REQUEST_LINES_MAX)
		return false;
	lines->items[lines->count++] = str_join(arena, name, S(": "), value, STR_END);
	return true;
}

static void
push_validators(struct arena *arena, struct request_lines *lines,
    const struct fetch_question *question, struct url url)
{
	bool sent;

	if (question->validated_url.n && !str_equal(question->validated_url, url_str(url)))
		return;
	sent = push_line(arena, lines, S("If-None-Match"), question->etag);
	push_line(arena, lines, S("If-Modified-Since"), question->last_modified);
	/* RFC 3229: the instance that the difference is from is named by its tag */
	if (sent && question->delta)
		push_line(arena, lines, S("A-IM"), S("feed"));
}

void
request_compose(struct arena *arena, const struct fetch_question *question, enum exchange_role role,
    struct url url, struct str user_agent, struct request_lines *out)
{
	*out = (struct request_lines){ 0 };
	push_line(arena, out, S("User-Agent"), user_agent);
	push_line(arena, out, S("Accept"),
	    role == EXCHANGE_ROBOTS ? S(ACCEPT_ROBOTS) : accepts[question->kind]);
	push_line(arena, out, S("Accept-Encoding"), S("gzip, deflate, br"));
	if (role != EXCHANGE_ROBOTS && question->kind == FETCH_HUB)
		push_line(arena, out, S("Content-Type"), S("application/x-www-form-urlencoded"));
	else if (role != EXCHANGE_ROBOTS)
		push_validators(arena, out, question, url);
	/* not to be asked whether we may send a form */
	if (question->kind == FETCH_HUB)
		out->items[out->count++] = S("Expect:");
}
