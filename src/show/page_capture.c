/*
 * page_capture.c: one exchange as evidence: what was asked, of whom, when, and what came back, head
 * and body.
 */
#include "show/page.h"
#include "show/pages.h"
#include "store/feeds.h"

struct fetched_capture {
	struct capture capture;
	struct exchange_row exchange;
};

/* Only what was fetched: a file that was imported is shown with its article. */
static struct err
capture_find_fetched(struct request *request, struct fetched_capture *out)
{
	struct archive *archive = request->clerk->archive;
	int64_t id = request->args.number[PARAM_ID];
	struct err e = capture_get(archive, request->arena, id, &out->capture);

	return e.code ? e : exchange_get(archive, request->arena, id, &out->exchange);
}

/* Lines as HTTP ends them; HTML has no carriage return. */
static void
head_text(struct html_out *out, enum word word, struct raw head)
{
	struct buf lines CLEAN(buf_done) = { 0 };

	if (!head.n)
		return;
	for (size_t i = 0; i < head.n; i++)
		if (head.p[i] != '\r')
			buf_push_char(&lines, (char)head.p[i]);
	out_put(out, "<h2>");
	out_word(out, word);
	out_put(out, "</h2>\n<pre tabindex='0'>");
	out_foreign(out, buf_raw(&lines));
	out_put(out, "</pre>\n");
}

static void
time_facts(struct html_out *out, const struct fetched_capture *fetched)
{
	fact(out, WORD_FETCHED);
	out_time(out, fetched->capture.fetched, TIME_ZONE);
	out_put(out, "</dd>\n");
	fact(out, WORD_TOOK);
	out_int(out, fetched->exchange.took_ms);
	out_put(out, " ms</dd>\n");
}

static void
answer_facts(struct html_out *out, const struct fetched_capture *fetched)
{
	char hex[DIGEST_HEX + 1];

	fact(out, WORD_STATE);
	if (fetched->exchange.status)
		out_count(out, WORD_HTTP_STATUS, fetched->exchange.status);
	else
		out_word(out, WORD_NO_ANSWER);
	out_put(out, "</dd>\n");
	if (fetched->exchange.address.n) {
		fact(out, WORD_SERVER);
		out_text(out, fetched->exchange.address);
		out_put(out, "</dd>\n");
	}
	digest_hex(&fetched->capture.digest, hex);
	fact(out, WORD_BODY);
	link_word(out, WORD_RAW, "/capture/%lld/raw", (long long)fetched->capture.id);
	out_put(out, " ");
	out_size(out, fetched->capture.size);
	out_put(out, "</dd>\n");
	fact(out, WORD_DIGEST);
	buf_push_format(out->to, "<code>%s</code></dd>\n", hex);
}

static void
links_facts(struct html_out *out, const struct fetched_capture *fetched)
{
	if (fetched->exchange.article) {
		fact(out, WORD_FOR_ARTICLE);
		out_put(out, "<a");
		out_href(out, "/a/%lld", (long long)fetched->exchange.article);
		out_put(out, ">");
		out_int(out, fetched->exchange.article);
		out_put(out, "</a></dd>\n");
	}
	if (fetched->exchange.previous) {
		fact(out, WORD_BEFORE_IT);
		out_put(out, "<a");
		out_href(out, "/capture/%lld", (long long)fetched->exchange.previous);
		out_put(out, ">");
		out_int(out, fetched->exchange.previous);
		out_put(out, "</a></dd>\n");
	}
}

struct err
page_capture(struct request *request, struct response *response)
{
	struct fetched_capture fetched;
	struct err e = capture_find_fetched(request, &fetched);
	struct html_out *out;

	if (e.code)
		return e;
	out =
	    page_begin(response, &(struct page){ .title = word_text(WORD_CAPTURE, request->tongue),
				     .section = WORD_MAX,
				     .is_as_published = true });
	out_put(out, "<h1>");
	out_word(out, WORD_CAPTURE);
	out_put(out, " ");
	out_int(out, fetched.capture.id);
	out_put(out, "</h1>\n<dl>\n");
	fact(out, WORD_ADDRESS);
	out_text(out, fetched.capture.url);
	out_put(out, "</dd>\n");
	time_facts(out, &fetched);
	answer_facts(out, &fetched);
	links_facts(out, &fetched);
	out_put(out, "</dl>\n");
	head_text(out, WORD_REQUEST, fetched.exchange.request);
	head_text(out, WORD_RESPONSE, fetched.exchange.response);
	page_end(request, response);
	return e;
}

/* Byte for byte: never as markup, and in a sandbox. */
struct err
file_capture(struct request *request, struct response *response)
{
	enum { RAW_MAX = 16 << 20 };
	struct fetched_capture fetched;
	struct raw bytes;
	struct err e = capture_find_fetched(request, &fetched);

	if (!e.code)
		e = capture_read(
		    request->clerk->archive, request->arena, fetched.capture.id, RAW_MAX, &bytes);
	if (e.code)
		return e;
	response->media = MEDIA_RAW;
	buf_push_raw(&response->body, bytes);
	return e;
}
