#include "cmd/feed_rows.h"
#include "cmd/show_capture.h"
#include "cmd/show_pictures.h"
#include "record/html.h"
#include "show/json_out.h"
#include "show/markdown_out.h"

/* Where an article was seen: feeds that name it, and how its page was found when it was looked at
 * again; and what became of its pictures. */
struct seen {
	struct shown_pictures pictures;
	struct mentions mentions;
	struct visit visit; /* article 0: its page is not looked at */
	struct reading_row reading; /* verdict 0: it was not read */
};

static struct err
seen_of(struct context *context, int64_t id, const struct doc *doc, struct seen *out)
{
	struct err e = mentions_of_article(context->archive, &context->arena, id, &out->mentions);

	if (!e.code)
		e = pictures_of(context, doc, &out->pictures);
	if (!e.code)
		e = visit_get(context->archive, &context->arena, id, &out->visit);
	if (!e.code)
		e = reading_last(context->archive, &context->arena, id, &out->reading);
	return e.code == ERR_NOT_FOUND ? (struct err){ 0 } : e;
}

static void
seen_json(struct json *json, const struct seen *seen)
{
	json_array(json, "feeds");
	for (size_t i = 0; i < seen->mentions.count; i++) {
		const struct mention *mention = &seen->mentions.items[i];

		json_object(json, NULL);
		json_int(json, "feed", mention->feed);
		json_str(json, "name", mention->feed_title);
		json_out_time(json, "first_seen", mention->first_seen);
		json_out_time(json, "last_seen", mention->last_seen);
		json_bool(json, "listed", mention->listed);
		json_object_end(json);
	}
	json_array_end(json);
	json_c(json, "page", seen->visit.article ? visit_word(seen->visit.state) : NULL);
	json_out_time(json, "page_since", seen->visit.since);
	json_c(json, "reading", seen->reading.verdict ? reading_name(seen->reading.verdict) : NULL);
	pictures_json(json, &seen->pictures);
}

static void
put_json(struct context *context, const struct article_row *row, const struct revision *revision,
    const struct seen *seen)
{
	struct json json = json_line(context);

	json_out_begin(&json, NULL, "article/1");
	revision_json(&context->arena, &json, row, revision, REVISION_JSON_ALL);
	seen_json(&json, seen);
	json_line_end(context, &json);
}

static void
put_seen(struct context *context, const struct seen *seen)
{
	struct term *out = &context->out;
	enum visit_state state = seen->visit.article ? seen->visit.state : VISIT_NEW;

	term_style(out, STYLE_DIM);
	for (size_t i = 0; i < seen->mentions.count; i++) {
		const struct mention *mention = &seen->mentions.items[i];

		term_put(out, "In the feed ");
		term_put_text(out, mention->feed_title.n ? mention->feed_title : mention->feed_url);
		term_put(out, " (#%lld) from ", (long long)mention->feed);
		when_push_utc(&out->buf, mention->first_seen);
		term_put(out, mention->listed ? " on\n" : " to ");
		if (!mention->listed) {
			when_push_utc(&out->buf, mention->last_seen);
			term_put(out, "\n");
		}
	}
	if (state == VISIT_CHANGED || state == VISIT_GONE || state == VISIT_MOVED) {
		term_put(out, "The page is %s since ", visit_word(state));
		when_push_day(&out->buf, seen->visit.since, 0);
		term_put(out, ": %.*s show %lld --exchange\n", STR_ARGS(command_line(context)),
		    (long long)seen->visit.proof_capture);
	}
	if (seen->reading.verdict > READING_LESS)
		term_put(out, "The page's text is not kept: %.*s: %.*s show %lld --exchange\n",
		    STR_ARGS(reading_words(seen->reading.verdict)), STR_ARGS(command_line(context)),
		    (long long)seen->reading.capture);
	term_style(out, STYLE_PLAIN);
	pictures_put(context, &seen->pictures);
}

static void
put_html(struct context *context, const struct revision *revision)
{
	struct html html =
	    html_from_doc(&context->arena, &revision->record.doc, HTML_PRETTY, NULL, NULL);

	put_lines(context, (struct str){ html.p, html.n });
	if (html.n && html.p[html.n - 1] != '\n')
		buf_push_char(&context->out.buf, '\n');
}

static struct err
put_raw_piece(void *user, struct raw piece)
{
	struct context *context = user;

	buf_push_raw(&context->out.buf, piece);
	term_pace(&context->out);
	return context->out.err;
}

static struct err
put_raw(struct context *context, const struct revision *revision)
{
	return capture_stream(context->archive, revision->capture, put_raw_piece, context);
}

/* "2021-02-03T08:05+08:00  临江日报 · section", the address, which version this is. */
static void
put_head(struct context *context, const struct article_row *row, const struct revision *revision)
{
	struct term *out = &context->out;
	const struct article *record = &revision->record;

	term_style(out, STYLE_BOLD);
	term_put_text(out, record->headline);
	term_style(out, STYLE_PLAIN);
	term_put(out, "\n");
	term_style(out, STYLE_DIM);
	when_push(&out->buf, record->published);
	term_put(out, record->published.precision ? "  " : "");
	term_put_text(out, row->source_name);
	if (record->section.n) {
		term_put(out, " · ");
		term_put_text(out, record->section);
	}
	for (size_t i = 0; i < record->authors.count; i++) {
		term_put(out, " · ");
		term_put_text(out, record->authors.items[i]);
	}
	term_put(out, "\n");
	term_put_text(out, url_display(&context->arena, record->url));
	term_put(out, "\n");
	if (row->flags & ARTICLE_DATE_FUTURE)
		term_put(out, "The date lay in the future when it was taken in.\n");
	if (revision->cause.kind == CAUSE_WHOLE)
		term_put(out, "The whole text, from the page.\n");
	if (revision->cause.reread) {
		term_put(out, "Read again by newer rules on ");
		when_push_day(&out->buf, revision->cause.reread, 0);
		term_put(out, "; the source did not change.\n");
	}
	if (row->revisions > 1)
		term_put(out, "Version %lld of %lld; compare: %.*s diff %lld\n",
		    (long long)revision->n, (long long)row->revisions,
		    STR_ARGS(command_line(context)), (long long)row->id);
	term_style(out, STYLE_PLAIN);
	term_put(out, "\n");
}

static void
put_text(struct context *context, const struct article_row *row, const struct revision *revision)
{
	struct buf *out = &context->out.buf;
	char hex[DIGEST_HEX + 1];
	struct str rest = revision->record.text, line;

	put_head(context, row, revision);
	while (pull_line(&rest, &line)) {
		term_text(out, line);
		buf_push_literal(out, "\n\n");
	}
	if (!revision->record.text.n)
		buf_push_literal(out, "(no text)\n\n");
	digest_hex(&revision->capture_digest, hex);
	term_style(&context->out, STYLE_DIM);
	buf_push_literal(out, "Taken in ");
	when_push_utc(out, revision->fetched);
	buf_push_format(out, ", sha256 %s\n", hex);
	term_style(&context->out, STYLE_PLAIN);
}

static void
put_markdown(
    struct context *context, const struct article_row *row, const struct revision *revision)
{
	struct buf text CLEAN(buf_done) = { 0 };

	revision_markdown(&text, row, revision);
	put_lines(context, buf_str(&text));
}

static struct err
no_article(struct context *context, struct err e, int64_t id)
{
	if (e.code != ERR_NOT_FOUND)
		return fault(context, e, NULL, "article %lld", (long long)id);
	return fault(
	    context, e, "xinshi list shows the numbers of articles", "article %lld", (long long)id);
}

static struct err
check_form(struct context *context)
{
	static const char *const forms[] = { "html", "markdown", "raw", "capture", "exchange" };
	unsigned asked = 0;

	for (size_t i = 0; i < LENGTH(forms); i++)
		asked += option_flag(&context->options, forms[i]);
	if (asked <= 1)
		return (struct err){ 0 };
	return fault(context, err_new(ERR_USAGE, NULL), NULL,
	    "--html, --markdown, --raw, --capture, --exchange: one of them at a time");
}

static struct err
run(struct context *context)
{
	const struct options *options = &context->options;
	struct article_row row = { 0 };
	struct revision revision = { 0 };
	struct seen seen = { 0 };
	struct err unseen; /* does not keep the article from being read */
	int64_t id, n = option_number(options, "revision", 0);
	struct err e = check_form(context);

	if (!e.code)
		e = argument_id(context, 0, &id);
	if (e.code)
		return e;
	if (option_flag(options, "capture"))
		return show_capture(context, id);
	if (option_flag(options, "exchange"))
		return show_exchange(context, id);
	e = article_get(context->archive, &context->arena, id, &row);
	if (e.code)
		return no_article(context, e, id);
	e = revision_get(context->archive, &context->arena, id, n, REVISION_BODY, &revision);
	if (e.code == ERR_NOT_FOUND)
		return no_version(context, &row, n);
	if (e.code)
		return no_article(context, e, id);
	unseen = seen_of(context, id, &revision.record.doc, &seen);
	if (context->json)
		put_json(context, &row, &revision, &seen);
	else if (option_flag(options, "raw"))
		return put_raw(context, &revision);
	else if (option_flag(options, "html"))
		put_html(context, &revision);
	else if (option_flag(options, "markdown"))
		put_markdown(context, &row, &revision);
	else {
		put_text(context, &row, &revision);
		put_seen(context, &seen);
	}
	return unseen.code
		   ? fault(context, unseen, NULL, "where article %lld was seen", (long long)id)
		   : e;
}

const struct command cmd_show = {
	.name = "show",
	.summary = "one article: as text, HTML, Markdown, JSON, or as it was received",
	.arguments = "ID",
	.needs = NEED_ARCHIVE_READ,
	.args_min = 1,
	.args_max = 1,
	.run = run,
};
