/* extract --batch: pages as they are named on standard input, articles as they are found. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "cmd/extract.h"
#include "cmd/extract_memory.h"
#include "follow/desk.h"
#include "text/ld.h"

enum { LINE_MAX_BYTES = 1 << 20, PAGE_FILE_MAX = 32 << 20 };

/* One line, while its page is with the desk: the struct and its texts in one piece. */
struct page_item {
	struct err err; /* it was never asked about */
	struct str id;	/* p NULL: none */
	struct str path, url;
	char text[];
};

struct batch {
	struct context *context;
	struct desk *desk;
	struct arena line, answer;
	struct sites sites;
	int32_t zone_s;
	struct host_memories memories;
	bool remembers, learning; /* learning: nothing is printed, what is found goes to the memories */
};

static struct str
item_text(char **at, struct str s)
{
	char *p = *at;

	if (s.n)
		memcpy(p, s.p, s.n);
	*at += s.n;
	return (struct str){ s.p ? p : NULL, s.n };
}

static struct page_item *
item_new(struct str id, struct str path, struct str url)
{
	struct page_item *item = mem_alloc(sizeof(*item) + id.n + path.n + url.n);
	char *at = item->text;

	item->err = (struct err){ 0 };
	item->id = item_text(&at, id);
	item->path = item_text(&at, path);
	item->url = item_text(&at, url);
	return item;
}

/* ---- answers ---- */

static void
learn(struct batch *batch, const struct page_item *item, struct err err, const struct extracted *extracted)
{
	if (!err.code && extracted->kind <= PAGE_PARTIAL)
		host_memories_add(&batch->memories, item->url, item->path, extracted);
}

static void
put_answer(struct batch *batch, const struct page_item *item, const struct desk_answer *answer)
{
	struct context *context = batch->context;
	struct extracted extracted;
	struct err e = item->err.code ? item->err : answer->err;

	if (!e.code)
		e = wire_get_extracted(&batch->answer, answer->bytes, &extracted);
	if (batch->learning)
		learn(batch, item, e, &extracted);
	else if (e.code)
		extracted_json_fault(context, item->id, e);
	else
		extracted_json(context, &batch->answer, item->id, &extracted);
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
ask(struct batch *batch, struct page_item *item)
{
	struct buf bytes CLEAN(buf_done) = { 0 }, question CLEAN(buf_done) = { 0 };
	struct extract_question asked = { .url = item->url, .zone_s = batch->zone_s, .now = batch->context->now };
	struct err e = read_page(str_terminated(&batch->line, item->path), &bytes);

	if (batch->remembers && !batch->learning)
		host_memories_ask(&batch->memories, item->url, &asked);
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
	path = member(&ld, S("path"));
	url = member(&ld, S("url"));
	item = item_new(member(&ld, S("id")), path, url.p && !str_equal(url, S("null")) ? url : S(""));
	if (path.n)
		e = ask(batch, item);
	if (e.code)
		refuse(batch, item, e);
	else
		take_answers(batch, false);
}

static struct err
read_lines(struct batch *batch, FILE *in)
{
	char *line = NULL;
	size_t capacity = 0;
	ssize_t n;

	while (!interrupted() && (n = getline(&line, &capacity, in)) >= 0) {
		struct raw raw = { (const unsigned char *)line, (size_t)n };
		if (n < LINE_MAX_BYTES && utf8_valid_length(raw) == raw.n)
			take_line(batch, (struct str){ line, (size_t)n });
		else
			refuse(batch, item_new(STR_END, STR_END, STR_END), err_new(ERR_UTF8, "a line of standard input"));
	}
	free(line);
	take_answers(batch, true);
	return interrupted() ? err_new(ERR_INTERRUPTED, NULL) : (struct err){ 0 };
}

static struct err
copy_input(FILE *to)
{
	char piece[1 << 16];
	size_t n;

	while ((n = fread(piece, 1, sizeof(piece), stdin)))
		if (fwrite(piece, 1, n, to) != n)
			return err_from_errno(errno, "a copy of standard input");
	return ferror(stdin) || fflush(to) ? err_from_errno(errno, "standard input") : (struct err){ 0 };
}

/* First what the pages of each host have in common, then the pages; the list is kept meanwhile. */
static struct err
read_twice(struct batch *batch)
{
	FILE *list = tmpfile();
	int status = batch->context->status;
	struct err e = list ? copy_input(list) : err_from_errno(errno, "a copy of standard input");

	batch->learning = true;
	for (int pass = 0; !e.code && pass < 2; pass++) {
		rewind(list);
		batch->context->status = status;
		e = read_lines(batch, list);
		batch->learning = false;
	}
	if (list)
		fclose(list);
	return e;
}

struct err
extract_batch(struct context *context)
{
	struct batch batch = {
		.context = context,
		.memories.arena = &context->arena,
		.remembers = option_flag(&context->options, "site-memory"),
	};
	struct err e;

	if (!option_zone(&context->options, "zone", &batch.zone_s))
		return fault(context, err_new(ERR_USAGE, NULL), NULL, "--zone is of the form +08:00, not '%s'",
		    option_text(&context->options, "zone"));
	sites_begin(&context->arena, context->dir, &batch.sites);
	e = desk_open((unsigned)option_number(&context->options, "workers", 0), &batch.desk);
	if (e.code)
		return fault(context, e, "xinshi doctor", "the worker xinshi-parse");
	e = batch.remembers ? read_twice(&batch) : read_lines(&batch, stdin);
	desk_close(batch.desk);
	arena_done(&batch.line);
	arena_done(&batch.answer);
	return e;
}
