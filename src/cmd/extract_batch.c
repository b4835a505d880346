/* extract --batch: pages as they are named on standard input, articles as they are found. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "cmd/extract.h"
#include "follow/desk.h"
#include "text/ld.h"

enum { LINE_MAX_BYTES = 1 << 20, PAGE_FILE_MAX = 64 << 20 };

/* One line, while its page is with the desk: the struct and its id in one piece. */
struct page_item {
	struct err err; /* it was never asked about */
	size_t n;
	bool has_id;
	char id[];
};

struct batch {
	struct context *context;
	struct desk *desk;
	struct arena line, answer;
	struct sites sites;
	int32_t zone_s;
};

static struct str
id_of(const struct page_item *item)
{
	return item->has_id ? (struct str){ item->id, item->n } : STR_END;
}

static struct page_item *
item_new(struct str id)
{
	struct page_item *item = mem_alloc(sizeof(*item) + id.n);

	*item = (struct page_item){ .n = id.n, .has_id = id.p != NULL };
	if (id.n)
		memcpy(item->id, id.p, id.n);
	return item;
}

/* ---- answers ---- */

static void
put_answer(struct batch *batch, const struct page_item *item, const struct desk_answer *answer)
{
	struct context *context = batch->context;
	struct extracted extracted;
	struct err e = item->err.code ? item->err : answer->err;

	if (!e.code)
		e = wire_get_extracted(&batch->answer, answer->bytes, &extracted);
	if (e.code)
		extracted_json_fault(context, id_of(item), e);
	else
		extracted_json(context, &batch->answer, id_of(item), &extracted);
	context->status = e.code ? 1 : context->status;
	term_pace(&context->out);
	arena_reset(&batch->answer);
}

static void
take_answers(struct batch *batch, bool all)
{
	struct desk_answer answer;

	while (desk_next(batch->desk, all, &answer)) {
		put_answer(batch, answer.item, &answer);
		free(answer.item);
	}
}

static void
make_room(struct batch *batch)
{
	struct desk_answer answer;

	while (!desk_has_room(batch->desk) && desk_next(batch->desk, true, &answer)) {
		put_answer(batch, answer.item, &answer);
		free(answer.item);
	}
}

/* What cannot be asked is answered in its place, behind those before it. */
static void
refuse(struct batch *batch, struct page_item *item, struct err why)
{
	take_answers(batch, true);
	item->err = why;
	put_answer(batch, item, &(struct desk_answer){ 0 });
	free(item);
}

/* ---- questions ---- */

static struct str
member(const struct ld *ld, struct str key)
{
	struct str value;

	return ld_value(ld, 1, key, &value) ? value : STR_END;
}

static struct err
read_page(const char *path, struct buf *out)
{
	int fd CLEAN(fd_close) = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);

	return fd < 0 ? err_from_errno(errno, NULL) : fd_read_all(fd, PAGE_FILE_MAX, out);
}

static struct err
ask(struct batch *batch, struct page_item *item, struct str path, struct str url)
{
	struct buf bytes CLEAN(buf_done) = { 0 }, question CLEAN(buf_done) = { 0 };
	struct extract_question asked = { .url = url, .zone_s = batch->zone_s, .now = batch->context->now };
	struct err e = read_page(str_terminated(&batch->line, path), &bytes);

	if (!e.code)
		e = extract_rules(batch->context, &batch->line, &batch->sites, &asked);
	if (e.code)
		return e;
	asked.bytes = buf_raw(&bytes);
	wire_put_extract_question(&question, &asked);
	if (question.err.code)
		return question.err;
	make_room(batch);
	return desk_ask_kind(batch->desk, FRAME_EXTRACT, buf_raw(&question), item);
}

static void
take_line(struct batch *batch, struct str line)
{
	struct ld ld = { 0 };
	struct page_item *item;
	struct str path, url;
	struct err e = err_new(ERR_SYNTAX, "a line is an object with a path");

	arena_reset(&batch->line);
	if (!str_trim(line).n)
		return;
	ld_read(&batch->line, line, &ld);
	item = item_new(member(&ld, S("id")));
	path = member(&ld, S("path"));
	url = member(&ld, S("url"));
	if (path.n)
		e = ask(batch, item, path, url.p && !str_equal(url, S("null")) ? url : S(""));
	if (e.code)
		refuse(batch, item, e);
	else
		take_answers(batch, false);
}

static struct err
read_lines(struct batch *batch)
{
	char *line = NULL;
	size_t capacity = 0;
	ssize_t n;

	while (!interrupted() && (n = getline(&line, &capacity, stdin)) >= 0) {
		struct raw raw = { (const unsigned char *)line, (size_t)n };
		if (n < LINE_MAX_BYTES && utf8_valid_length(raw) == raw.n)
			take_line(batch, (struct str){ line, (size_t)n });
		else
			refuse(batch, item_new(STR_END), err_new(ERR_UTF8, "a line of standard input"));
	}
	free(line);
	take_answers(batch, true);
	return interrupted() ? err_new(ERR_INTERRUPTED, NULL) : (struct err){ 0 };
}

struct err
extract_batch(struct context *context)
{
	struct batch batch = { .context = context };
	struct err e;

	if (!option_zone(&context->options, "zone", &batch.zone_s))
		return fault(context, err_new(ERR_USAGE, NULL), NULL, "--zone is of the form +08:00, not '%s'",
		    option_text(&context->options, "zone"));
	sites_begin(&context->arena, context->dir, &batch.sites);
	e = desk_open((unsigned)option_number(&context->options, "workers", 0), &batch.desk);
	if (e.code)
		return fault(context, e, "xinshi doctor", "the worker xinshi-parse");
	e = read_lines(&batch);
	desk_close(batch.desk);
	arena_done(&batch.line);
	arena_done(&batch.answer);
	return e;
}
