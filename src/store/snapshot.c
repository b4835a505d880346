#include "store/snapshot.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/json.h"
#include "store/changed.h"
#include "store/figures.h"
#include "store/stories.h"
#include "store/store.h"

static const char snapshot_schema[] =
#include "gen/snapshot.inc"
    ;

struct snapshot {
	struct archive *archive, *file; /* from, to */
	char *path, *part;
	int64_t article; /* put last */
	bool finished;
};

/* The archive copes with a lost machine; this file is made again. */
static const char settings[] = "PRAGMA page_size = 4096; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;"
			       "PRAGMA foreign_keys = OFF; PRAGMA cache_size = -16384; PRAGMA application_id = 1481198931;"
			       "PRAGMA user_version = 1; BEGIN;";

static struct err
file_begin(struct snapshot *snapshot)
{
	struct err e;

	if (unlink(snapshot->part) != 0 && errno != ENOENT)
		return err_from_errno(errno, "the remains of an earlier snapshot");
	e = archive_connect(snapshot->file, snapshot->part, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
	if (!e.code)
		e = sql_exec(snapshot->file, settings);
	return e.code ? e : sql_exec(snapshot->file, snapshot_schema);
}

static char *
with_part(const char *path)
{
	size_t n = strlen(path) + sizeof(".part");
	char *part = mem_alloc(n);

	snprintf(part, n, "%s.part", path);
	return part;
}

struct err
snapshot_open(struct archive *archive, const char *path, bool force, struct snapshot **out)
{
	struct snapshot *snapshot;
	struct err e;

	if (!force && access(path, F_OK) == 0)
		return err_new(ERR_EXISTS, "the file is there");
	snapshot = mem_alloc(sizeof(*snapshot));
	*snapshot = (struct snapshot){
		.archive = archive,
		.file = archive_new(path, ARCHIVE_READ),
		.path = strdup(path),
		.part = with_part(path),
	};
	e = file_begin(snapshot);
	if (e.code) {
		snapshot_close(snapshot);
		return e;
	}
	*out = snapshot;
	return e;
}

void
snapshot_close(struct snapshot *snapshot)
{
	if (!snapshot)
		return;
	archive_close(snapshot->file);
	if (!snapshot->finished)
		(void)unlink(snapshot->part);
	free(snapshot->path);
	free(snapshot->part);
	free(snapshot);
}

/* ---- values ---- */

/* Absent texts are NULL, not empty. */
static void
bind_text(struct sql *q, struct str s)
{
	sql_bind_str(q, s.n ? s : STR_END);
}

static struct str
moment_text(struct arena *arena, int64_t seconds)
{
	struct buf out CLEAN(buf_done) = { 0 };

	when_push_utc(&out, seconds);
	return str_copy(arena, buf_str(&out));
}

static struct str
claimed_text(struct arena *arena, struct when when)
{
	struct buf out CLEAN(buf_done) = { 0 };

	when_push(&out, when);
	return str_copy(arena, buf_str(&out));
}

static struct str
list_text(struct arena *arena, const struct strs *list)
{
	struct buf out CLEAN(buf_done) = { 0 };
	struct json json = { .out = &out };

	json_array(&json, NULL);
	for (size_t i = 0; i < list->count; i++)
		json_str(&json, NULL, list->items[i]);
	json_array_end(&json);
	return str_copy(arena, buf_str(&out));
}

static struct str
hex_text(struct arena *arena, const struct digest *digest)
{
	char hex[DIGEST_HEX + 1];

	digest_hex(digest, hex);
	return str_copy(arena, str_from_c(hex));
}

/* ---- rows ---- */

static struct err
put_article(struct snapshot *snapshot, struct arena *arena, const struct article_row *row, int64_t newest)
{
	struct sql q;
	struct story_row story = { 0 };
	struct err e = story_of(snapshot->archive, arena, row->id, &story);

	if (e.code && e.code != ERR_NOT_FOUND)
		return e;
	q = sql_query(snapshot->file, "INSERT INTO articles VALUES (?,?,?,?,?,?,?,?,?,?,?,?)");
	sql_bind_int(&q, row->id);
	sql_bind_int(&q, row->source);
	if (story.story)
		sql_bind_int(&q, story.story);
	else
		sql_bind_null(&q);
	sql_bind_str(&q, row->url);
	sql_bind_str(&q, moment_text(arena, row->time));
	sql_bind_int(&q, row->revisions);
	sql_bind_int(&q, row->changes);
	sql_bind_int(&q, newest);
	sql_bind_str(&q, moment_text(arena, row->first_fetched));
	sql_bind_str(&q, moment_text(arena, row->last_fetched));
	sql_bind_int(&q, (row->flags & ARTICLE_DATE_FUTURE) != 0);
	sql_bind_int(&q, (row->flags & ARTICLE_DATE_MISSING) != 0);
	return sql_run(&q);
}

static struct err
put_revision(struct snapshot *snapshot, struct arena *arena, const struct revision *revision, struct html html)
{
	const struct article *r = &revision->record;
	struct sql q = sql_query(snapshot->file,
	    "INSERT INTO revisions VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)");

	sql_bind_int(&q, revision->article);
	sql_bind_int(&q, revision->n);
	bind_text(&q, r->headline);
	bind_text(&q, r->title.n ? r->title : r->headline);
	bind_text(&q, r->deck);
	bind_text(&q, r->section);
	bind_text(&q, r->site);
	sql_bind_str(&q, list_text(arena, &r->authors));
	sql_bind_str(&q, list_text(arena, &r->tags));
	bind_text(&q, r->lang);
	sql_bind_str(&q, url_str(r->url));
	bind_text(&q, claimed_text(arena, r->published));
	bind_text(&q, r->published_evidence);
	bind_text(&q, claimed_text(arena, r->updated));
	sql_bind_str(&q, moment_text(arena, revision->fetched));
	sql_bind_int(&q, r->characters);
	sql_bind_int(&q, r->images);
	sql_bind_str(&q, hex_text(arena, &r->digest));
	sql_bind_str(&q, hex_text(arena, &r->body_digest));
	sql_bind_str(&q, str_format(arena, "%016llx", (unsigned long long)r->simhash));
	sql_bind_str(&q, hex_text(arena, &revision->capture_digest));
	sql_bind_int(&q, r->rules);
	sql_bind_str(&q, r->text.p ? r->text : S(""));
	sql_bind_str(&q, (struct str){ html.p ? html.p : "", html.n });
	return sql_run(&q);
}

static void
bind_index(struct sql *q, int32_t index)
{
	if (index < 0)
		sql_bind_null(q);
	else
		sql_bind_int(q, index);
}

static struct err
put_figure(struct snapshot *snapshot, const struct revision *revision, size_t i, const struct figure *figure)
{
	struct str text = revision->record.text;
	struct sql q = sql_query(snapshot->file,
	    "INSERT INTO figures VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)");

	sql_bind_int(&q, revision->article);
	sql_bind_int(&q, revision->n);
	sql_bind_int(&q, (int64_t)i);
	sql_bind_int(&q, figure->span.from);
	sql_bind_int(&q, figure->span.to);
	sql_bind_str(&q, span_text(text, figure->span));
	sql_bind_str(&q, span_text(text, figure->sentence));
	bind_text(&q, str_from_c(figure->value.min));
	bind_text(&q, str_from_c(figure->value.max));
	sql_bind_int(&q, figure->value.min_open);
	sql_bind_int(&q, figure->value.max_open);
	sql_bind_str(&q, str_from_c(approx_name(figure->value.approx)));
	bind_text(&q, figure->unit);
	bind_text(&q, figure->per);
	bind_text(&q, figure->slot);
	bind_text(&q, figure->actor.text);
	bind_text(&q, figure->target.text);
	bind_text(&q, figure->place.text);
	bind_text(&q, figure->place.id);
	bind_text(&q, figure->speaker.text);
	bind_text(&q, figure->edtf);
	bind_text(&q, figure->hedge ? str_from_c(hedge_name(figure->hedge)) : S(""));
	bind_index(&q, figure->of);
	bind_index(&q, figure->same_as);
	bind_text(&q, figure->rule);
	sql_bind_int(&q, figure->sure);
	return sql_run(&q);
}

/* A text that nobody has read for figures yet has none here. */
static struct err
put_figures(struct snapshot *snapshot, struct arena *arena, const struct revision *revision)
{
	struct figures figures = { 0 };
	struct err e = figures_of(snapshot->archive, arena, revision->id, revision->record.text, &figures);

	if (e.code == ERR_NOT_FOUND)
		return (struct err){ 0 };
	for (size_t i = 0; i < figures.count && !e.code; i++)
		e = put_figure(snapshot, revision, i, &figures.items[i]);
	return e;
}

struct err
snapshot_put(struct snapshot *snapshot, const struct article_row *row, int64_t newest, const struct revision *revision,
    struct html html)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct err e = { 0 };

	if (snapshot->article != row->id)
		e = put_article(snapshot, &arena, row, newest);
	snapshot->article = row->id;
	if (!e.code)
		e = put_revision(snapshot, &arena, revision, html);
	return e.code ? e : put_figures(snapshot, &arena, revision);
}

struct err
snapshot_about(struct snapshot *snapshot, struct str key, struct str value)
{
	struct sql q = sql_query(snapshot->file, "INSERT INTO about VALUES (?, ?)");

	sql_bind_str(&q, key);
	sql_bind_str(&q, value);
	return sql_run(&q);
}

/* ---- what is told of them ---- */

static struct err
put_source(struct snapshot *snapshot, const struct source *source)
{
	struct sql q = sql_query(snapshot->file,
	    "INSERT INTO sources SELECT ?1, ?2, ?3, ?4, ?5, ?6 WHERE EXISTS (SELECT 1 FROM articles WHERE source = ?1)");

	sql_bind_int(&q, source->id);
	sql_bind_str(&q, source->slug);
	sql_bind_str(&q, source->name);
	sql_bind_str(&q, source->host);
	sql_bind_str(&q, source->lang);
	sql_bind_int(&q, source->zone_s);
	return sql_run(&q);
}

static struct err
put_sources(struct snapshot *snapshot)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct sources sources = { 0 };
	struct err e = sources_list(snapshot->archive, &arena, &sources);

	for (size_t i = 0; i < sources.count && !e.code; i++)
		e = put_source(snapshot, &sources.items[i]);
	return e;
}

/* Of revisions that are in it: a change without its text is no evidence. */
static struct err
put_change(struct snapshot *snapshot, struct arena *arena, const struct changed_row *row)
{
	struct sql q = sql_query(snapshot->file,
	    "INSERT INTO changes SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8"
	    " WHERE EXISTS (SELECT 1 FROM revisions WHERE article = ?1 AND n = ?2)");

	sql_bind_int(&q, row->article);
	sql_bind_int(&q, row->n);
	sql_bind_str(&q, moment_text(arena, row->time));
	sql_bind_str(&q, change_weight_name(row->class));
	sql_bind_int(&q, row->weight);
	sql_bind_int(&q, row->removed);
	sql_bind_int(&q, row->added);
	sql_bind_int(&q, row->figures);
	return sql_run(&q);
}

static struct err
put_changes(struct snapshot *snapshot)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct changed_filter filter = { .noise = true, .order = CHANGED_NEWEST, .limit = 500 };
	struct changed_rows rows = { 0 };
	struct err e = { 0 };

	do {
		arena_reset(&arena);
		e = changed_list(snapshot->archive, &arena, &filter, &rows);
		for (size_t i = 0; i < rows.count && !e.code; i++)
			e = put_change(snapshot, &arena, &rows.items[i]);
		if (!e.code && rows.count) {
			filter.after = rows.items[rows.count - 1].time;
			filter.after_revision = rows.items[rows.count - 1].revision;
		}
	} while (!e.code && rows.count == filter.limit);
	return e;
}

struct err
snapshot_finish(struct snapshot *snapshot)
{
	struct err e = put_sources(snapshot);

	if (!e.code)
		e = put_changes(snapshot);
	if (!e.code)
		e = sql_exec(snapshot->file, "COMMIT; PRAGMA optimize");
	if (!e.code && rename(snapshot->part, snapshot->path) != 0)
		e = err_from_errno(errno, "naming the snapshot");
	snapshot->finished = !e.code;
	return e;
}
