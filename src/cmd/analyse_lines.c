/* analyse --json: texts and files as they are named on standard input, what they say in numbers as it is found. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "cmd/analyse.h"
#include "cmd/single.h"
#include "record/outlet.h"
#include "text/ld.h"
#include "text/zone_name.h"

enum { LINE_MAX_BYTES = 8 << 20 };

/* One line while it is with the desk: the struct and its texts in one piece. */
struct line_item {
	struct err err;	     /* it was never asked about */
	struct line_id id;
	struct str text;
	char bytes[];
};

struct lines {
	struct context *context;
	struct desk *desk;
	struct arena line, answer;
};

static struct line_item *
item_new(struct line_id id, struct str text)
{
	size_t n = id.text.n;
	struct line_item *item = mem_alloc(sizeof(*item) + n + text.n);

	item->err = (struct err){ 0 };
	if (n)
		memcpy(item->bytes, id.text.p, n);
	if (text.n)
		memcpy(item->bytes + n, text.p, text.n);
	item->id = (struct line_id){ { id.text.p ? item->bytes : NULL, n }, id.is_number };
	item->text = (struct str){ item->bytes + n, text.n };
	return item;
}

/* ---- answers ---- */

static void
put_answer(struct lines *lines, struct line_item *item, const struct desk_answer *answer)
{
	struct context *context = lines->context;
	struct analysed analysed;
	struct err e = item->err.code ? item->err : answer->err;

	if (!e.code)
		e = wire_get_analysed(&lines->answer, answer->bytes, item->text, &analysed);
	if (e.code)
		analysed_json_fault(context, &item->id, e);
	else
		analysed_json(context, &item->id, &analysed, analysed.text.n ? analysed.text : item->text);
	context->status = e.code ? 1 : context->status;
	term_pace(&context->out);
	arena_reset(&lines->answer);
	free(item);
}

static void
take_answers(struct lines *lines, bool all)
{
	struct desk_answer answer;

	while (desk_next(lines->desk, all, &answer))
		put_answer(lines, answer.item, &answer);
}

static void
make_room(struct lines *lines)
{
	struct desk_answer answer;

	while (!desk_has_room(lines->desk) && desk_next(lines->desk, true, &answer))
		put_answer(lines, answer.item, &answer);
}

/* What cannot be asked is answered in its place, behind those before it. */
static void
refuse(struct lines *lines, struct line_item *item, struct err why)
{
	take_answers(lines, true);
	item->err = why;
	put_answer(lines, item, &(struct desk_answer){ 0 });
}

/* ---- questions ---- */

/* The value of a member, null for none. */
static struct str
member(const struct ld *ld, struct str key)
{
	struct str value;

	return ld_value(ld, 1, key, &value) && !str_equal(value, S("null")) ? value : STR_END;
}

/* A string is unescaped elsewhere; a number is a view of the line itself. */
static struct line_id
id_of(const struct ld *ld, struct str line)
{
	struct str id = member(ld, S("id")), rest = id;
	int64_t value;

	return (struct line_id){ id, id.p >= line.p && id.p < line.p + line.n && pull_int(&rest, &value) && !rest.n };
}

/* Where nothing is said of the newsroom: most that write Chinese count their days so. */
enum { ZONE_UNSAID = 8 * 3600 };

static struct err
take_when(struct str published, struct str zone, struct analyse_question *out)
{
	const struct outlet *outlet = outlet_from_name(out->source);
	struct when when;

	out->zone_s = outlet ? outlet->zone_s : ZONE_UNSAID;
	if (zone.n && !zone_read(zone, &out->zone_s) && !zone_offset_at(zone, 0, &out->zone_s))
		return err_new(ERR_SYNTAX, "zone is a name as Europe/Paris, or of the form +08:00");
	if (!published.n)
		return (struct err){ 0 };
	if (!when_parse(published, 0, &when))
		return err_new(ERR_SYNTAX, "published is a date");
	out->published = when_seconds(when);
	if (zone.n)
		(void)zone_offset_at(zone, out->published, &out->zone_s);
	return (struct err){ 0 };
}

static struct err
read_file(struct str path, struct arena *arena, struct buf *out)
{
	int fd CLEAN(fd_close) = open(str_terminated(arena, path), O_RDONLY | O_CLOEXEC | O_NOCTTY);

	return fd < 0 ? err_from_errno(errno, NULL) : fd_read_all(fd, SINGLE_ARTICLE_MAX, out);
}

static struct err
ask(struct lines *lines, struct line_item *item, const struct ld *ld)
{
	struct buf bytes CLEAN(buf_done) = { 0 }, wire CLEAN(buf_done) = { 0 };
	struct analyse_question question = {
		.bytes = raw_from_str(item->text),
		.want = WANT_ALL,
		.headline = member(ld, S("headline")),
		.source = member(ld, S("source")),
		.published = INT64_MIN,
		.now = lines->context->now,
	};
	struct str path = member(ld, S("file"));
	struct err e = take_when(member(ld, S("published")), member(ld, S("zone")), &question);

	if (!e.code && path.n) {
		e = read_file(path, &lines->line, &bytes);
		question.form = ANALYSE_FILE;
		question.bytes = buf_raw(&bytes);
	}
	if (e.code)
		return e;
	wire_put_analyse_question(&wire, &question);
	if (wire.err.code)
		return wire.err;
	make_room(lines);
	return desk_ask_kind(lines->desk, FRAME_ANALYSE, buf_raw(&wire), item);
}

static void
take_line(struct lines *lines, struct str line)
{
	struct ld ld = { 0 };
	struct line_item *item;
	struct str text;
	struct err e = err_new(ERR_SYNTAX, "a line is an object with a text or a file");

	arena_reset(&lines->line);
	if (!str_trim(line).n)
		return;
	ld_read(&lines->line, line, &ld);
	text = member(&ld, S("text"));
	item = item_new(id_of(&ld, line), text);
	if (text.p || member(&ld, S("file")).n)
		e = ask(lines, item, &ld);
	if (e.code)
		refuse(lines, item, e);
	else
		take_answers(lines, false);
}

static void
take_raw_line(struct lines *lines, struct raw raw)
{
	if (raw.n < LINE_MAX_BYTES && utf8_valid_length(raw) == raw.n)
		take_line(lines, (struct str){ (const char *)raw.p, raw.n });
	else
		refuse(lines, item_new((struct line_id){ 0 }, S("")), err_new(raw.n < LINE_MAX_BYTES ? ERR_UTF8 : ERR_TOO_BIG, "a line"));
}

struct err
analyse_lines(struct context *context)
{
	struct lines lines = { .context = context };
	struct err e = analyse_open(context, &lines.desk);
	char *line = NULL;
	size_t capacity = 0;
	ssize_t n;

	if (e.code)
		return e;
	while (!interrupted() && (n = getline(&line, &capacity, stdin)) >= 0)
		take_raw_line(&lines, (struct raw){ (const unsigned char *)line, (size_t)n });
	take_answers(&lines, true);
	free(line);
	desk_close(lines.desk);
	arena_done(&lines.line);
	arena_done(&lines.answer);
	return interrupted() ? err_new(ERR_INTERRUPTED, NULL) : e;
}
