/* export_sqlite.c: articles as one file of plain tables (store/snapshot.h). */
#include <fcntl.h>
#include <unistd.h>

#include "record/html.h"
#include "show/export_run.h"
#include "store/snapshot.h"

static struct err
put_row(struct exporting *x, struct arena *arena, const struct article_row *row, const struct revision *revision)
{
	return snapshot_put(
	    x->snapshot, row, x->newest, revision, html_from_doc(arena, &revision->record.doc, 0, NULL, NULL));
}

/* What was asked for stands in the file itself: it may travel without its manifest. */
static struct err
put_about(struct exporting *x, struct arena *arena)
{
	const struct {
		struct str key, value;
	} rows[] = {
		{ S("schema"), S("snapshot/1") },
		{ S("program"), S("xinshi " VERSION) },
		{ S("articles"), str_format(arena, "%lld", (long long)x->report.articles) },
		{ S("revisions"), x->options->revisions ? S("all") : S("newest") },
		{ S("rules"), str_format(arena, "%lld", (long long)x->rules) },
		{ S("manual"), S("xinshi-snapshot(5)") },
	};
	struct err e = { 0 };

	for (size_t i = 0; i < LENGTH(rows) && !e.code; i++)
		e = snapshot_about(x->snapshot, rows[i].key, rows[i].value);
	return e;
}

static struct err
digest_file(const char *path, struct digest *digest, int64_t *size)
{
	struct digest_state state;
	unsigned char piece[1 << 16];
	int fd CLEAN(fd_close) = open(path, O_RDONLY | O_CLOEXEC);
	ssize_t n = -1;

	digest_init(&state);
	*size = 0;
	while (fd >= 0 && (n = read(fd, piece, sizeof(piece))) > 0) {
		digest_add(&state, (struct raw){ piece, (size_t)n });
		*size += n;
	}
	*digest = digest_final(&state);
	return n < 0 ? err_new(ERR_IO, "the file just written") : (struct err){ 0 };
}

static struct err
write_all(struct exporting *x)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct digest digest;
	int64_t size;
	struct err e = exporting_articles(x, put_row);

	if (!e.code)
		e = put_about(x, &arena);
	if (!e.code)
		e = snapshot_finish(x->snapshot);
	if (!e.code)
		e = digest_file(x->options->path, &digest, &size);
	if (!e.code)
		e = export_manifest_open(x, x->options->path, "sqlite");
	if (e.code)
		return e;
	manifest_add(&x->manifest, raw_from_str(S("")), &digest, size, 0, 0);
	x->report.files++;
	x->report.bytes += size;
	return e;
}

struct err
export_sqlite(struct exporting *x)
{
	struct err e = snapshot_open(x->archive, x->options->path, x->options->force, &x->snapshot);

	if (e.code)
		return e;
	e = write_all(x);
	snapshot_close(x->snapshot);
	return e;
}
