#include "base/digest.h"
#include "follow/pace.h"
#include "follow/websub.h"

/* ---- discovery ---- */

static struct str
link_in(const struct fetch_link *links, size_t count, struct str rel)
{
	for (size_t i = 0; i < count; i++)
		if (str_equal_nocase(links[i].rel, rel))
			return links[i].url;
	return S("");
}

static struct str
link_in_feed(const struct feed *feed, struct str rel)
{
	for (size_t i = 0; feed && i < feed->head.links.count; i++)
		if (str_equal_nocase(feed->head.links.items[i].rel, rel))
			return feed->head.links.items[i].url;
	return S("");
}

static struct str
link_of(const struct fetch_link *links, size_t count, const struct feed *feed, struct str rel)
{
	struct str found = link_in(links, count, rel);

	return found.n ? found : link_in_feed(feed, rel);
}

static bool
is_web(struct str url)
{
	return str_starts_nocase(url, S("https://")) || str_starts_nocase(url, S("http://"));
}

void
websub_discover(const struct fetch_link *links, size_t link_count, const struct feed *feed,
    struct str url, struct websub_offer *out)
{
	struct str hub = link_of(links, link_count, feed, S("hub"));
	struct str topic = link_of(links, link_count, feed, S("self"));

	*out = (struct websub_offer){ 0 };
	if (!is_web(hub))
		return;
	out->hub = hub;
	out->topic = is_web(topic) ? topic : url;
}

/* ---- asking ---- */

bool
websub_is_due(const struct feed_row *row, int64_t now)
{
	int64_t left = row->hub_until - now;

	switch (row->hub_state) {
	case HUB_NONE:
		return false;
	case HUB_OFFERED:
		return true;
	case HUB_CONFIRMED: /* it would end before the feed is asked the next time */
		return left < PACE_HUB + PACE_DAY;
	case HUB_ASKED:
	case HUB_REFUSED:
		return left <= 0;
	}
	return false;
}

/* Text nobody can guess: the digest of what nobody knows, what it is for, and when. */
static struct str
secret_of(
    struct arena *arena, const struct digest *chance, const char *use, int64_t id, int64_t now)
{
	struct buf words CLEAN(buf_done) = { 0 };
	struct digest digest;
	char *hex = arena_alloc(arena, DIGEST_HEX + 1);

	buf_push(&words, chance->b, DIGEST_SIZE);
	buf_push_format(&words, "%s %lld %lld", use, (long long)id, (long long)now);
	digest = digest_of(buf_raw(&words));
	digest_hex(&digest, hex);
	return (struct str){ hex, DIGEST_HEX };
}

void
websub_secrets(struct arena *arena, struct feed_row *row, const struct digest *chance, int64_t now)
{
	if (!row->hub_token.n)
		row->hub_token = secret_of(arena, chance, "token", row->id, now);
	if (!row->hub_secret.n)
		row->hub_secret = secret_of(arena, chance, "secret", row->id, now);
}

static void
push_field(struct buf *out, const char *name, struct str value)
{
	buf_push_format(out, "%s%s=", out->n ? "&" : "", name);
	for (size_t i = 0; i < value.n; i++) {
		unsigned char c = (unsigned char)value.p[i];
		if (char_is_alpha((char)c) || char_is_digit((char)c) || strchr("-._~", c))
			buf_push_char(out, (char)c);
		else
			buf_push_format(out, "%%%02X", c);
	}
}

static void
push_subject(struct buf *out, struct arena *arena, const char *mode, const struct feed_row *row,
    struct str callback)
{
	bool slash = str_ends(callback, S("/"));

	push_field(out, "hub.mode", str_from_c(mode));
	push_field(out, "hub.topic", row->topic);
	push_field(out, "hub.callback",
	    str_join(arena, callback, slash ? S("") : S("/"), row->hub_token, STR_END));
}

struct str
websub_leave_form(struct arena *arena, const struct feed_row *row, struct str callback)
{
	struct buf out CLEAN(buf_done) = { 0 };

	push_subject(&out, arena, "unsubscribe", row, callback);
	return str_copy(arena, buf_str(&out));
}

struct str
websub_form(struct arena *arena, const struct feed_row *row, struct str callback)
{
	struct buf out CLEAN(buf_done) = { 0 };

	push_subject(&out, arena, "subscribe", row, callback);
	push_field(&out, "hub.lease_seconds", str_format(arena, "%d", WEBSUB_LEASE_S));
	push_field(&out, "hub.secret", row->hub_secret);
	return str_copy(arena, buf_str(&out));
}

void
websub_answered(struct feed_row *row, enum err_code err, int status, int64_t now)
{
	/* what is confirmed stays so until its lease ends, whatever becomes of its renewal */
	if (row->hub_state == HUB_CONFIRMED && row->hub_until > now)
		return;
	row->hub_state = HUB_ASKED;
	row->hub_until = now + WEBSUB_PATIENCE_S;
	if (err || status < 400 || status >= 500)
		return;
	row->hub_state = HUB_REFUSED;
	row->hub_until = now + WEBSUB_REFUSED_S;
}

void
websub_left(struct feed_row *row)
{
	row->hub_state = HUB_OFFERED;
	row->hub_until = 0;
}

/* ---- being called ---- */

static bool
is_wanted(const struct feed_row *row, struct str mode, struct str topic)
{
	bool follows = row->state == FEED_ACTIVE;

	if (!str_equal(topic, row->topic))
		return false;
	if (str_equal(mode, S("subscribe")))
		return follows && (row->hub_state == HUB_ASKED || row->hub_state == HUB_CONFIRMED);
	return str_equal(mode, S("denied")) || (str_equal(mode, S("unsubscribe")) && !follows);
}

static struct err
wanted_row(struct archive *archive, struct arena *arena, struct str token, struct str mode,
    struct str topic, struct feed_row *row)
{
	struct err e;

	if (!token.n)
		return err_new(ERR_NOT_FOUND, "no token");
	e = feed_by_token(archive, arena, token, row);
	if (e.code)
		return e;
	return is_wanted(row, mode, topic) ? e : err_new(ERR_NOT_FOUND, "we did not ask for that");
}

struct err
websub_wanted(struct archive *archive, struct str token, struct str mode, struct str topic)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct feed_row row = { 0 };

	return wanted_row(archive, &arena, token, mode, topic, &row);
}

static void
take_call(struct feed_row *row, struct str mode, int64_t lease_s, int64_t now)
{
	if (str_equal(mode, S("subscribe"))) {
		row->hub_state = HUB_CONFIRMED;
		if (lease_s <= 0)
			lease_s = WEBSUB_LEASE_S;
		row->hub_until =
		    now + (lease_s < WEBSUB_LEASE_MOST_S ? lease_s : WEBSUB_LEASE_MOST_S);
		return;
	}
	if (str_equal(mode, S("unsubscribe"))) {
		websub_left(row);
		return;
	}
	row->hub_state = HUB_REFUSED;
	row->hub_until = now + WEBSUB_REFUSED_S;
}

struct err
websub_called(struct archive *archive, struct str token, struct str mode, struct str topic,
    int64_t lease_s, int64_t now)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct feed_row row = { 0 };
	struct err e = wanted_row(archive, &arena, token, mode, topic, &row);

	if (e.code)
		return e;
	take_call(&row, mode, lease_s, now);
	e = archive_begin(archive);
	if (!e.code)
		e = feed_put(archive, &row);
	if (!e.code)
		e = archive_commit(archive);
	if (e.code)
		archive_rollback(archive);
	return e;
}
