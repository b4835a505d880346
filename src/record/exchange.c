/*
 * exchange.c: questions to the gate, its answers and its settings as bytes.
 *
 * Texts and bytes are  varint length, bytes;  numbers zigzag varints.  A list is its length, then
 * its things.  What is behind the last member that we know is a newer writer's, and is skipped.
 */
#include "record/doc.h"
#include "record/exchange.h"
#include "record/wire.h"

enum {
	FLAG_NO_STORE = 1,
	FLAG_NO_CACHE = 2,
	FLAG_MUST_REVALIDATE = 4,
	FLAG_DELTA = 8,
	LINE_MAX_BYTES = 64 << 10, /* a value out of a head */
};

static void
put_int(struct buf *out, int64_t value)
{
	buf_push_varint(out, (uint64_t)value << 1 ^ (value < 0 ? UINT64_MAX : 0));
}

static int64_t
get_int(struct reader *reader)
{
	uint64_t value = read_varint(reader, UINT64_MAX);

	return (int64_t)(value >> 1 ^ (value & 1 ? UINT64_MAX : 0));
}

/* A number that cannot be outside [from, to] but in a lie. */
static int64_t
get_within(struct reader *reader, int64_t from, int64_t to, const char *what)
{
	int64_t value = get_int(reader);

	if (value < from || value > to)
		read_fail(reader, what);
	return value;
}

static void
put_str(struct buf *out, struct str s)
{
	buf_push_bytes(out, raw_from_str(s));
}

static struct str
get_line(struct reader *reader)
{
	struct str s = read_str(reader);

	if (s.n > LINE_MAX_BYTES)
		read_fail(reader, "line too long");
	return s;
}

static struct str
get_url(struct reader *reader, bool may_be_empty)
{
	struct str s = read_str(reader);

	if (!reader->err.code && !(may_be_empty && s.n == 0) &&
	    (s.n > URL_MAX || !url_is_absolute(s)))
		read_fail(reader, "URL is not absolute http or https");
	return s;
}

static struct raw
get_bytes(struct reader *reader, size_t max)
{
	struct raw bytes = read_bytes(reader);

	if (bytes.n > max)
		read_fail(reader, "longer than the limit");
	return bytes;
}

static int
get_status(struct reader *reader)
{
	int64_t status = get_within(reader, 0, 999, "status out of range");

	if (status > 0 && status < 100)
		read_fail(reader, "status out of range");
	return (int)status;
}

/* ---- questions ---- */

void
wire_put_fetch_question(struct buf *out, const struct fetch_question *question)
{
	buf_push_u8(out, (uint8_t)question->kind);
	put_str(out, question->url);
	put_str(out, question->etag);
	put_str(out, question->last_modified);
	buf_push_u8(out, question->delta);
	put_int(out, question->body_max);
	put_str(out, question->form);
	put_str(out, question->validated_url);
}

struct err
wire_get_fetch_question(struct raw bytes, struct fetch_question *out)
{
	struct reader reader = reader_init(bytes);
	struct fetch_question question = { .kind = (enum fetch_kind)read_u8(&reader) };

	question.url = get_line(&reader);
	question.etag = get_line(&reader);
	question.last_modified = get_line(&reader);
	question.delta = read_u8(&reader) != 0;
	question.body_max = get_within(&reader, 0, FETCH_BODY_MAX, "body larger than the limit");
	question.form = read_str(&reader);
	question.validated_url = get_line(&reader);
	if (question.kind < FETCH_FEED || question.kind > FETCH_PICTURE)
		read_fail(&reader, "kind out of range");
	if (!reader.err.code)
		*out = question;
	return reader.err;
}

/* ---- exchanges ---- */

static void
put_exchange(struct buf *out, const struct exchange *exchange)
{
	buf_push_u8(out, (uint8_t)exchange->role);
	put_str(out, exchange->url);
	put_int(out, exchange->status);
	buf_push_bytes(out, exchange->request);
	buf_push_bytes(out, exchange->response);
	buf_push_bytes(out, exchange->body);
	put_int(out, exchange->received);
	buf_push(out, exchange->received_digest.b, DIGEST_SIZE);
	put_str(out, exchange->address);
	put_int(out, exchange->began_ms);
	put_int(out, exchange->took_ms);
}

static void
get_exchange(struct reader *reader, struct exchange *out)
{
	struct raw digest;

	out->role = (enum exchange_role)read_u8(reader);
	if (out->role < EXCHANGE_ANSWER || out->role > EXCHANGE_ROBOTS)
		read_fail(reader, "role out of range");
	out->url = get_url(reader, false);
	out->status = get_status(reader);
	out->request = get_bytes(reader, FETCH_HEAD_MAX);
	out->response = get_bytes(reader, FETCH_HEAD_MAX);
	out->body = get_bytes(reader, FETCH_BODY_MAX);
	out->received = get_within(reader, 0, INT64_MAX, "size out of range");
	digest = read_raw(reader, DIGEST_SIZE);
	if (digest.n == DIGEST_SIZE)
		memcpy(out->received_digest.b, digest.p, DIGEST_SIZE);
	out->address = get_line(reader);
	out->began_ms = get_within(reader, 0, INT64_MAX, "time out of range");
	out->took_ms = get_within(reader, 0, INT64_MAX, "time out of range");
}

static void
put_exchanges(struct buf *out, const struct fetched *fetched)
{
	buf_push_varint(out, fetched->count);
	for (size_t i = 0; i < fetched->count; i++)
		put_exchange(out, &fetched->exchanges[i]);
}

static void
get_exchanges(struct reader *reader, struct fetched *out)
{
	out->count = (size_t)read_varint(reader, EXCHANGES_MAX);
	for (size_t i = 0; i < out->count && !reader->err.code; i++)
		get_exchange(reader, &out->exchanges[i]);
}

/* ---- what the head says ---- */

static void
put_links(struct buf *out, const struct fetched *fetched)
{
	buf_push_varint(out, fetched->link_count);
	for (size_t i = 0; i < fetched->link_count; i++) {
		put_str(out, fetched->links[i].rel);
		put_str(out, fetched->links[i].url);
		put_str(out, fetched->links[i].type);
	}
}

static void
get_links(struct reader *reader, struct fetched *out)
{
	out->link_count = (size_t)read_varint(reader, FETCH_LINKS_MAX);
	for (size_t i = 0; i < out->link_count && !reader->err.code; i++) {
		out->links[i].rel = get_line(reader);
		out->links[i].url = get_url(reader, false);
		out->links[i].type = get_line(reader);
	}
}

static void
put_head(struct buf *out, const struct fetched *fetched)
{
	unsigned flags = (fetched->no_store ? FLAG_NO_STORE : 0) |
			 (fetched->no_cache ? FLAG_NO_CACHE : 0) |
			 (fetched->must_revalidate ? FLAG_MUST_REVALIDATE : 0) |
			 (fetched->is_delta ? FLAG_DELTA : 0);

	put_str(out, fetched->etag);
	put_str(out, fetched->last_modified);
	put_str(out, fetched->content_type);
	put_str(out, fetched->content_location);
	put_str(out, fetched->content_language);
	put_links(out, fetched);
	put_int(out, fetched->date);
	put_int(out, fetched->expires);
	put_int(out, fetched->max_age_s);
	put_int(out, fetched->retry_after_s);
	buf_push_u8(out, (uint8_t)flags);
}

static void
get_head(struct reader *reader, struct fetched *out)
{
	uint8_t flags;

	out->etag = get_line(reader);
	out->last_modified = get_line(reader);
	out->content_type = get_line(reader);
	out->content_location = get_line(reader);
	out->content_language = get_line(reader);
	get_links(reader, out);
	out->date = get_int(reader);
	out->expires = get_int(reader);
	out->max_age_s = get_within(reader, -1, INT64_MAX, "age out of range");
	out->retry_after_s = get_within(reader, -1, INT64_MAX, "wait out of range");
	flags = read_u8(reader);
	out->no_store = flags & FLAG_NO_STORE;
	out->no_cache = flags & FLAG_NO_CACHE;
	out->must_revalidate = flags & FLAG_MUST_REVALIDATE;
	out->is_delta = flags & FLAG_DELTA;
}

/* ---- answers ---- */

static void
put_err(struct buf *out, struct err err)
{
	struct buf bytes CLEAN(buf_done) = { 0 };

	if (err.code)
		wire_put_err(&bytes, err);
	buf_push_bytes(out, buf_raw(&bytes));
}

static struct err
get_err(struct arena *arena, struct reader *reader)
{
	struct raw bytes = read_bytes(reader);
	struct err err;

	if (!bytes.n)
		return (struct err){ 0 };
	err = wire_get_err(arena, bytes);
	if (err.code == ERR_WIRE)
		read_fail(reader, "not an error");
	return err;
}

void
wire_put_fetched(struct buf *out, const struct fetched *fetched)
{
	put_err(out, fetched->err);
	put_exchanges(out, fetched);
	put_int(out, fetched->status);
	put_str(out, fetched->url);
	put_str(out, fetched->moved_to);
	put_head(out, fetched);
}

struct err
wire_get_fetched(struct arena *arena, struct raw bytes, struct fetched *out)
{
	struct reader reader = reader_init(bytes);
	struct fetched *fetched = arena_new(arena, struct fetched);

	fetched->err = get_err(arena, &reader);
	get_exchanges(&reader, fetched);
	fetched->status = get_status(&reader);
	fetched->url = get_url(&reader, fetched->err.code != ERR_NONE);
	fetched->moved_to = get_url(&reader, true);
	get_head(&reader, fetched);
	if (!fetched->err.code && !fetched->status)
		read_fail(&reader, "an answer without a status");
	if (!reader.err.code)
		*out = *fetched;
	return reader.err;
}

/* ---- settings ---- */

void
gate_settings_init(struct gate_settings *settings)
{
	*settings = (struct gate_settings){
		.user_agent = S("xinshi/" VERSION),
		.host_gap_ms = 1000,
		.host_connections = 2,
		.connections = 64,
		.connect_ms = 15000,
		.idle_ms = 30000,
		.total_ms = 120000,
		.beat_ms = 10000,
	};
}

void
wire_put_gate_settings(struct buf *out, const struct gate_settings *settings)
{
	put_str(out, settings->user_agent);
	put_str(out, settings->proxy);
	put_str(out, settings->allow);
	put_int(out, settings->host_gap_ms);
	put_int(out, settings->host_connections);
	put_int(out, settings->connections);
	put_int(out, settings->connect_ms);
	put_int(out, settings->idle_ms);
	put_int(out, settings->total_ms);
	put_str(out, settings->authorities);
	put_int(out, settings->beat_ms);
	put_str(out, settings->deny);
}

struct err
wire_get_gate_settings(struct raw bytes, struct gate_settings *out)
{
	struct reader reader = reader_init(bytes);
	struct gate_settings settings = { .user_agent = read_str(&reader) };

	settings.proxy = read_str(&reader);
	settings.allow = read_str(&reader);
	settings.host_gap_ms = get_within(&reader, 0, GATE_GAP_MAX_MS, "gap out of range");
	settings.host_connections = get_within(&reader, 1, 6, "connections out of range");
	settings.connections = get_within(&reader, 1, 512, "connections out of range");
	settings.connect_ms = get_within(&reader, 1, INT32_MAX, "time out of range");
	settings.idle_ms = get_within(&reader, 1, INT32_MAX, "time out of range");
	settings.total_ms = get_within(&reader, 1, INT32_MAX, "time out of range");
	settings.authorities = read_str(&reader);
	settings.beat_ms = get_within(&reader, 1, GATE_BEAT_MAX_MS, "time out of range");
	settings.deny = read_str(&reader);
	if (!reader.err.code)
		*out = settings;
	return reader.err;
}
