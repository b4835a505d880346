/*
 * wire.c: a request as a line of the log, an answer as bytes.
 */
#include "base/json.h"
#include "wire.h"

const char *const request_marks[MARK_COUNT] = { "repeated", "bare", "tag-good", "tag-old",
	"tag-invented", "date-good", "date-old", "date-invented", "cookie", "referer", "query",
	"no-agent", "not-get", "old-http" };

struct str
header_find(struct str headers, struct str name)
{
	struct str line;

	while (pull_line(&headers, &line))
		if (pull_str_nocase(&line, name) && pull_char(&line, ':'))
			return str_trim(line);
	return STR_END;
}

/* ---- sending ---- */

static const struct {
	int status;
	const char *reason;
} reasons[] = { { 200, "OK" }, { 226, "IM Used" }, { 301, "Moved Permanently" }, { 302, "Found" },
	{ 304, "Not Modified" }, { 404, "Not Found" }, { 410, "Gone" },
	{ 429, "Too Many Requests" }, { 500, "Internal Server Error" },
	{ 503, "Service Unavailable" } };

static const char *
reason_of(int status)
{
	for (size_t i = 0; i < LENGTH(reasons); i++)
		if (reasons[i].status == status)
			return reasons[i].reason;
	return "Status";
}

static uint64_t
body_length(const struct body *body)
{
	return body->head.n + body->times * body->unit.n + body->tail.n;
}

static struct raw
chunk(struct arena *arena, struct raw bytes, const char *end)
{
	struct buf out CLEAN(buf_done) = { 0 };

	if (bytes.n) {
		buf_push_format(&out, "%zx\r\n", bytes.n);
		buf_push_raw(&out, bytes);
		buf_push_literal(&out, "\r\n");
	}
	buf_push_str(&out, str_from_c(end));
	return raw_copy(arena, buf_raw(&out));
}

static void
length_header(struct arena *arena, struct answer *answer)
{
	struct body *body = &answer->body;
	int64_t length =
	    answer->length == LENGTH_TRUE ? (int64_t)body_length(body) : answer->length;

	if (answer->length == LENGTH_CHUNKED) {
		*body = (struct body){ chunk(arena, body->head, ""), chunk(arena, body->unit, ""),
			chunk(arena, body->tail, "0\r\n\r\n"), body->times };
		answer_header(arena, answer, "Transfer-Encoding", S("chunked"));
	} else if (length >= 0 && answer->status != 304) {
		answer_header(
		    arena, answer, "Content-Length", str_format(arena, "%lld", (long long)length));
	}
	if (answer->close || answer->length == LENGTH_NONE) {
		answer->close = true;
		answer_header(arena, answer, "Connection", S("close"));
	}
}

struct raw
answer_head(struct arena *arena, struct answer *answer)
{
	if (answer->raw)
		return (struct raw){ NULL, 0 };
	length_header(arena, answer);
	return raw_from_str(str_join(arena,
	    str_format(arena, "HTTP/1.1 %d %s\r\n", answer->status, reason_of(answer->status)),
	    answer->headers, S("\r\n"), STR_END));
}

static bool
piece_in(struct raw part, uint64_t *at, struct raw *piece)
{
	if (*at < part.n) {
		*piece = (struct raw){ part.p + *at, part.n - (size_t)*at };
		return true;
	}
	*at -= part.n;
	return false;
}

struct raw
answer_piece(const struct answer *answer, struct raw head, uint64_t at)
{
	const struct body *body = &answer->body;
	struct raw piece = { NULL, 0 };
	uint64_t units = body->times * body->unit.n;

	if (piece_in(head, &at, &piece) || piece_in(body->head, &at, &piece))
		return piece;
	if (at < units) {
		at %= body->unit.n;
		(void)piece_in(body->unit, &at, &piece);
		return piece;
	}
	at -= units;
	(void)piece_in(body->tail, &at, &piece);
	return piece;
}

/* ---- asked ---- */

void
request_log(int fd, const struct request *request)
{
	struct buf line CLEAN(buf_done) = { 0 };
	struct json json = { .out = &line };
	struct str headers = request->headers, field;

	json_object(&json, NULL);
	json_int(&json, "time", request->time);
	json_double(&json, "arrived", request->arrived, 4);
	json_str(&json, "to", request->to);
	json_str(&json, "method", request->method);
	json_str(&json, "target", request->target);
	json_int(&json, "status", request->status);
	json_array(&json, "headers");
	while (pull_line(&headers, &field))
		json_str(&json, NULL, field);
	json_array_end(&json);
	json_array(&json, "marks");
	for (unsigned i = 0; i < MARK_COUNT; i++)
		if (request->marks & 1u << i)
			json_c(&json, NULL, request_marks[i]);
	json_array_end(&json);
	json_object_end(&json);
	buf_push_char(&line, '\n');
	(void)fd_write_all(fd, buf_raw(&line));
}

struct request
request_copy(struct arena *arena, const struct request *request)
{
	struct request copy = *request;
	struct str *parts[] = { &copy.to, &copy.method, &copy.target, &copy.host, &copy.headers,
		&copy.content };

	for (size_t i = 0; i < LENGTH(parts); i++)
		*parts[i] = str_copy(arena, *parts[i]);
	return copy;
}
