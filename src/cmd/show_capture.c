#include "cmd/show_capture.h"
#include "show/json_out.h"
#include "store/feeds.h"

/* ---- lines of a stranger ---- */

static void
put_foreign(struct term *out, struct raw bytes, const char *before)
{
	struct str rest = { (const char *)bytes.p, bytes.n }, line;

	while (pull_line(&rest, &line)) {
		term_put(out, "%s", before);
		term_raw(&out->buf, raw_from_str(line));
		buf_push_char(&out->buf, '\n');
		term_pace(out);
	}
}

static struct err
put_piece(void *user, struct raw piece)
{
	struct context *context = user;

	if (context->out.tty)
		put_foreign(&context->out, piece, "");
	else
		buf_push_raw(&context->out.buf, piece);
	term_pace(&context->out);
	return context->out.err;
}

static struct err
no_capture(struct context *context, struct err e, int64_t id)
{
	if (e.code == ERR_INTERRUPTED)
		return e;
	return fault(context, e,
	    e.code == ERR_NOT_FOUND ? "xinshi list --visits and --quarantine name captures" : NULL,
	    "capture %lld", (long long)id);
}

struct err
show_capture(struct context *context, int64_t id)
{
	struct capture capture;
	struct err e = capture_get(context->archive, &context->arena, id, &capture);

	if (!e.code)
		e = capture_stream(context->archive, id, put_piece, context);
	return e.code ? no_capture(context, e, id) : e;
}

/* ---- what went over the wire ---- */

static const char *const kinds[] = {
	[CAPTURE_IMPORT] = "import",
	[CAPTURE_FEED] = "feed",
	[CAPTURE_PAGE] = "page",
	[CAPTURE_FEED_PAST] = "feed_past",
	[CAPTURE_WAY] = "way",
	[CAPTURE_PICTURE] = "picture",
};

static void
json_foreign(struct json *json, const char *key, struct raw bytes)
{
	struct buf text CLEAN(buf_done) = { 0 };
	struct str rest = { (const char *)bytes.p, bytes.n }, line;

	while (pull_line(&rest, &line)) {
		term_raw(&text, raw_from_str(line));
		buf_push_char(&text, '\n');
	}
	json_str(json, key, text.n ? buf_str(&text) : S(""));
}

static void
put_json(struct context *context, const struct capture *capture, const struct exchange_row *row)
{
	struct json json = json_line(context);

	json_out_begin(&json, NULL, "exchange/1");
	json_int(&json, "capture", capture->id);
	json_c(&json, "kind", kinds[capture->kind]);
	json_str(&json, "url", capture->url);
	json_out_time(&json, "fetched", capture->fetched);
	json_int(&json, "status", row->status);
	json_str(&json, "address", row->address);
	json_int(&json, "began_ms", row->began_ms);
	json_int(&json, "took_ms", row->took_ms);
	json_int(&json, "size", capture->size);
	json_hex(&json, "sha256", (struct raw){ capture->digest.b, DIGEST_SIZE });
	json_int(&json, "received", row->received);
	json_hex(&json, "received_sha256", (struct raw){ row->received_digest.b, DIGEST_SIZE });
	json_int(&json, "feed", row->feed);
	json_int(&json, "article", row->article);
	json_int(&json, "previous", row->previous);
	json_foreign(&json, "request", row->request);
	json_foreign(&json, "response", row->response);
	json_line_end(context, &json);
}

static void
put_text(struct context *context, const struct capture *capture, const struct exchange_row *row)
{
	struct term *out = &context->out;
	char hex[DIGEST_HEX + 1];

	term_put(out, "capture %lld, %s, ", (long long)capture->id, kinds[capture->kind]);
	when_push_utc(&out->buf, capture->fetched);
	term_put(out, "\n");
	term_put_text(out, capture->url);
	term_put(out, "\nfrom ");
	term_put_text(out, row->address);
	term_put(out, ", status %d, %lld ms; ", row->status, (long long)row->took_ms);
	term_size(&out->buf, row->received);
	term_put(out, " received, ");
	term_size(&out->buf, capture->size);
	digest_hex(&capture->digest, hex);
	term_put(out, " decoded\nsha256 %s\n", hex);
	if (row->previous)
		term_put(out, "on the way here: capture %lld\n", (long long)row->previous);
	term_put(out, "\n");
	put_foreign(out, row->request, "> ");
	put_foreign(out, row->response, "< ");
}

struct err
show_exchange(struct context *context, int64_t id)
{
	struct exchange_row row = { 0 };
	struct capture capture = { 0 };
	struct err e = capture_get(context->archive, &context->arena, id, &capture);

	if (!e.code)
		e = exchange_get(context->archive, &context->arena, id, &row);
	if (e.code == ERR_NOT_FOUND && capture.id)
		return fault(
		    context, e, "", "capture %lld was imported, not fetched", (long long)id);
	if (e.code)
		return no_capture(context, e, id);
	if (context->json)
		put_json(context, &capture, &row);
	else
		put_text(context, &capture, &row);
	return e;
}
