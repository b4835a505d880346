#include "show/cite.h"
#include "show/clerk.h"
#include "show/json_out.h"
#include "show/markdown_out.h"
#include "show/pages.h"
#include "show/trace.h"

/* The newest revision of the article that the path names, whole. */
static struct err
revision_of(struct request *request, struct article_row *row, struct revision *revision)
{
	int64_t id = request->args.number[PARAM_ID];
	struct err e = article_get(request->clerk->archive, request->arena, id, row);

	return e.code ? e
		      : revision_get(request->clerk->archive, request->arena, id, 0, REVISION_BODY,
			    revision);
}

static void
line(struct buf *out, struct str s)
{
	buf_push_str(out, s);
	buf_push_char(out, '\n');
}

/* Headline, where and when, a blank line, the text; what is converted on pages stays as published
 * here, but for the prefix. */
struct err
file_text(struct request *request, struct response *response)
{
	struct article_row row;
	struct revision revision;
	struct err e = revision_of(request, &row, &revision);
	const struct article *record = &revision.record;
	struct html_out *out = &response->out;

	if (e.code)
		return e;
	response->media = MEDIA_TEXT;
	line(out->to, said(out, record->headline, record->lang));
	buf_push_str(out->to, said(out, row.source_name, S("")));
	if (record->published.precision != WHEN_NONE) {
		buf_push_literal(out->to, ", ");
		when_push(out->to, record->published);
	}
	buf_push_char(out->to, '\n');
	line(out->to, row.url);
	buf_push_char(out->to, '\n');
	line(out->to, said(out, record->text, record->lang));
	return e;
}

struct err
file_markdown(struct request *request, struct response *response)
{
	struct article_row row;
	struct revision revision;
	struct err e = revision_of(request, &row, &revision);

	if (e.code)
		return e;
	response->media = MEDIA_MARKDOWN;
	revision_markdown(&response->body, &row, &revision);
	return e;
}

/* For people to paste: as published, with the proof. */
struct err
file_cite(struct request *request, struct response *response)
{
	struct article_row row;
	struct revision revision;
	struct err e = revision_of(request, &row, &revision);

	if (e.code)
		return e;
	response->media = MEDIA_TEXT;
	cite_text(&response->body, &row, &revision, request->base, request->tongue);
	return e;
}

struct err
file_bib(struct request *request, struct response *response)
{
	struct article_row row;
	struct revision revision;
	struct err e = revision_of(request, &row, &revision);

	if (e.code)
		return e;
	response->media = MEDIA_TEXT;
	cite_bibtex(&response->body, &row, &revision, request->base);
	return e;
}

struct err
file_json(struct request *request, struct response *response)
{
	struct article_row row;
	struct revision revision;
	struct trace trace;
	struct err e = revision_of(request, &row, &revision);
	struct json json = { .out = &response->body };

	if (!e.code)
		e = trace_gather(request, row.id, &trace);
	if (e.code)
		return e;
	response->media = MEDIA_JSON;
	json_out_begin(&json, NULL, "article/1");
	revision_json(request->arena, &json, &row, &revision, REVISION_JSON_ALL);
	trace_json(&json, &trace);
	json_object_end(&json);
	buf_push_char(&response->body, '\n');
	return e;
}

/* What was received, byte for byte: never as markup, and in a sandbox. */
struct err
file_raw(struct request *request, struct response *response)
{
	enum { RAW_MAX = 16 << 20 };
	struct revision revision;
	struct raw bytes;
	struct err e = revision_get(request->clerk->archive, request->arena,
	    request->args.number[PARAM_ID], 0, REVISION_HEAD, &revision);

	if (!e.code)
		e = capture_read(
		    request->clerk->archive, request->arena, revision.capture, RAW_MAX, &bytes);
	if (e.code)
		return e;
	response->media = MEDIA_RAW;
	buf_push_raw(&response->body, bytes);
	return e;
}

/* Pages for people, not for collectors of searches; who wants the archive takes the feeds or an
 * export. */
struct err
file_robots(struct request *request, struct response *response)
{
	(void)request;
	response->media = MEDIA_TEXT;
	buf_push_literal(&response->body,
	    "User-agent: *\nDisallow: /search?\nDisallow: /feed/search\nDisallow: /admin/\n"
	    "Disallow: /api/\nDisallow: /*.epub\nDisallow: /verify\nDisallow: /zh-hans/\nDisallow: /zh-hant/\n"
	    "Disallow: /original/\nDisallow: /settings\n");
	return (struct err){ 0 };
}
