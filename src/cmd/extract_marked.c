/* extract --marked: what readers marked as wrong, as cases in the form of test/golden/extract: the
 * page, where it is from, the text as it is kept, the reader's words.  Whoever mends the reading of
 * pages mends want.json first. */
#include "cmd/extract.h"
#include "show/evidence.h"
#include "show/export_file.h"
#include "store/readers.h"

enum { MARKS_AT_ONCE = 100 };

struct marked_cases {
	struct context *context;
	struct readers *readers;
	struct export_dir dir;
	int64_t written, without; /* without: the page was not captured */
};

static struct err
write_file(struct marked_cases *marked, struct arena *arena, const struct mark_row *mark,
    const char *name, struct raw bytes)
{
	struct str path = str_format(arena, "mark-%lld/%s", (long long)mark->id, name);
	struct export_file file;
	struct digest digest;
	struct err e = export_file_open(&marked->dir, raw_from_str(path), &file);

	if (e.code)
		return e;
	export_file_put(&file, bytes);
	return export_file_close(&file, 0, &digest);
}

/* "too-much: the footer is in it", and where it is from. */
static void
note_put(struct buf *out, const struct mark_row *mark, const struct evidence *evidence)
{
	buf_push_str(out, mark_what_name(mark->what));
	if (mark->words.n)
		buf_push_format(out, ": %.*s", STR_ARGS(mark->words));
	buf_push_format(out, "\n%.*s\n", STR_ARGS(evidence->page.url));
}

static void
from_put(struct buf *out, const struct evidence *evidence)
{
	buf_push_format(out, "url: %.*s\ncontent-type: %.*s\nzone: %d\nnow: %lld\n",
	    STR_ARGS(evidence->page.url), STR_ARGS(evidence->exchange.content_type),
	    (int)evidence->row.source_zone_s, (long long)evidence->page.fetched);
}

static struct err
write_case(struct marked_cases *marked, struct arena *arena, const struct mark_row *mark,
    const struct evidence *evidence)
{
	struct buf note CLEAN(buf_done) = { 0 }, from CLEAN(buf_done) = { 0 },
			want CLEAN(buf_done) = { 0 };
	const struct {
		const char *name;
		const struct buf *bytes;
	} files[] = { { "NOTE", &note }, { "from", &from }, { "want.json", &want } };
	struct extract_question question;
	struct err e = evidence_question(marked->context->archive, arena, evidence, &question);

	note_put(&note, mark, evidence);
	from_put(&from, evidence);
	article_case(arena, &evidence->revision.record, &want);
	if (!e.code)
		e = write_file(marked, arena, mark, "in.html", question.bytes);
	for (size_t i = 0; i < LENGTH(files) && !e.code; i++)
		e = write_file(marked, arena, mark, files[i].name, buf_raw(files[i].bytes));
	return e;
}

static struct err
take_mark(struct marked_cases *marked, const struct mark_row *mark)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct evidence evidence = { 0 };
	struct err e =
	    evidence_gather(marked->context->archive, &arena, mark->article, mark->n, &evidence);

	/* After a rebuild with other rules a text may be another one, or its article be gone. */
	if (e.code == ERR_NOT_FOUND)
		e = (struct err){ 0 };
	if (e.code)
		return e;
	if (!evidence.page.id) {
		marked->without++;
		return e;
	}
	marked->written++;
	return write_case(marked, &arena, mark, &evidence);
}

static struct err
take_marks(struct marked_cases *marked)
{
	int64_t after = 0;

	for (;;) {
		struct arena arena CLEAN(arena_done) = { 0 };
		struct mark_rows rows = { 0 };
		struct err e = marks_list(marked->readers, &arena, 0, after, MARKS_AT_ONCE, &rows);

		for (size_t i = 0; i < rows.count && !e.code; i++)
			e = take_mark(marked, &rows.items[i]);
		if (e.code || !rows.count)
			return e;
		after = rows.items[rows.count - 1].id;
	}
}

static struct err
run_marked(struct marked_cases *marked, const char *path)
{
	struct context *context = marked->context;
	struct err e = readers_open(archive_dir(context->archive), READERS_LOOK, &marked->readers);

	if (e.code == ERR_NOT_FOUND) {
		advise(context, "No reader has marked a text yet.");
		return (struct err){ 0 };
	}
	if (e.code)
		return fault(context, e, NULL, "%s/readers.db", context->dir);
	e = export_dir_open(path, true, &marked->dir);
	if (!e.code)
		e = take_marks(marked);
	export_dir_close(&marked->dir);
	readers_close(marked->readers);
	if (e.code)
		return fault(context, e, NULL, "%s", path);
	advise(
	    context, "%s written to %s.", counted(context, marked->written, "case", "cases"), path);
	if (marked->without)
		advise(context, "%s of texts whose page was not captured.",
		    counted(context, marked->without, "mark", "marks"));
	return e;
}

struct err
extract_marked(struct context *context, const char *path)
{
	struct marked_cases marked = { .context = context, .dir = { .fd = -1 } };
	struct err e = command_open(context, NEED_ARCHIVE_READ);

	if (e.code)
		return e;
	e = run_marked(&marked, path);
	command_close(context);
	return e;
}
