#include <stdio.h>

#include "record/html.h"
#include "show/json_out.h"

enum { DATE_MAX = 64 };

void
json_out_begin(struct json *json, const char *key, const char *schema)
{
	json_object(json, key);
	json_c(json, "schema", schema);
}

void
json_out_time(struct json *json, const char *key, int64_t seconds)
{
	struct buf date CLEAN(buf_done) = { .max = DATE_MAX };

	if (!seconds) {
		json_null(json, key);
		return;
	}
	when_push_utc(&date, seconds);
	json_str(json, key, buf_str(&date));
}

void
json_out_when(struct json *json, const char *key, struct when when)
{
	struct buf date CLEAN(buf_done) = { .max = DATE_MAX };

	if (when.precision == WHEN_NONE) {
		json_null(json, key);
		return;
	}
	when_push(&date, when);
	json_str(json, key, buf_str(&date));
}

/* What the head of a row and of a revision have in common. */
struct head {
	struct str title, headline, section, lang;
	struct url url;
	struct when published;
	int64_t fetched, characters, images;
};

static void
put_head(struct json *json, const struct article_row *row, const struct head *head)
{
	json_int(json, "id", row->id);
	json_str(json, "source", row->source_name);
	json_str(json, "source_slug", row->source_slug);
	json_str(json, "title", head->title.n ? head->title : head->headline);
	json_str(json, "headline", head->headline);
	json_str(json, "url", url_str(head->url));
	json_out_when(json, "published", head->published);
	json_out_time(json, "time", row->time);
	json_out_time(json, "fetched", head->fetched);
	json_out_time(json, "last_fetched", row->last_fetched);
	json_int(json, "revisions", row->revisions);
	json_int(json, "changes", row->changes);
	json_str(json, "lang", head->lang);
	json_str(json, "section", head->section);
	json_int(json, "characters", head->characters);
	json_int(json, "images", head->images);
	if (row->flags & ARTICLE_DATE_FUTURE)
		json_bool(json, "date_future", true);
	if (row->flags & ARTICLE_DATE_MISSING)
		json_bool(json, "date_missing", true);
}

void
article_row_json(struct json *json, const struct article_row *row)
{
	struct head head = {
		.title = row->title,
		.headline = row->headline,
		.section = row->section,
		.lang = row->lang,
		.url = { row->url.p, row->url.n },
		.published = row->published,
		.fetched = row->first_fetched,
		.characters = row->characters,
		.images = row->images,
	};

	put_head(json, row, &head);
}

static void
put_gist(struct json *json, const struct gist *gist)
{
	static const char *const edits[] = {
		[EDIT_KEEP] = "keep", [EDIT_DELETE] = "delete", [EDIT_INSERT] = "insert"
	};

	json_array(json, "gist");
	for (size_t i = 0; i < gist->count; i++) {
		const struct piece *piece = &gist->pieces[i];

		json_object(json, NULL);
		json_c(json, "edit", edits[piece->kind]);
		json_str(json, "weight", change_weight_name(piece->weight));
		json_str(json, "text",
		    piece->kind == EDIT_DELETE ? piece->old_text : piece->new_text);
		json_object_end(json);
	}
	json_array_end(json);
}

void
change_json(struct json *json, const struct changed_row *row, const struct article_row *article)
{
	json_int(json, "id", row->article);
	json_int(json, "old", row->n - 1);
	json_int(json, "new", row->n);
	json_out_time(json, "time", row->time);
	json_str(json, "class", change_weight_name(row->class));
	json_int(json, "weight", row->weight);
	json_int(json, "removed", row->removed);
	json_int(json, "added", row->added);
	json_int(json, "figures", row->figures);
	put_gist(json, &row->gist);
	json_str(json, "headline", article->headline);
	json_str(json, "url", article->url);
	json_str(json, "lang", article->lang);
	json_str(json, "source", article->source_name);
	json_str(json, "source_slug", article->source_slug);
}

static void
put_strs(struct json *json, const char *key, const struct strs *strs)
{
	json_array(json, key);
	for (size_t i = 0; i < strs->count; i++)
		json_str(json, NULL, strs->items[i]);
	json_array_end(json);
}

static void
put_notes(struct json *json, const struct notes *notes)
{
	json_object(json, "notes");
	for (unsigned i = 0; i < NOTE_MAX; i++)
		if (notes->count[i])
			json_int(json, note_row(i)->key, notes->count[i]);
	json_object_end(json);
}

static void
put_digest(struct json *json, const char *key, const struct digest *digest)
{
	json_hex(json, key, (struct raw){ digest->b, DIGEST_SIZE });
}

static void
put_evidence(struct json *json, const struct article *record)
{
	char simhash[17];

	json_str(json, "url_claimed", record->url_claimed);
	json_str(json, "source_claimed", record->source);
	json_str(json, "published_evidence", record->published_evidence);
	put_digest(json, "digest", &record->digest);
	put_digest(json, "body_digest", &record->body_digest);
	/* as digits of a text: JSON's readers round integers past 2^53 */
	snprintf(simhash, sizeof(simhash), "%016llx", (unsigned long long)record->simhash);
	json_c(json, "simhash", simhash);
	json_int(json, "rules", record->rules);
	put_notes(json, &record->notes);
}

static void
put_revision(struct json *json, const struct revision *revision)
{
	const struct article *record = &revision->record;

	json_int(json, "revision", revision->n);
	json_int(json, "capture", revision->capture);
	json_int(json, "captures", revision->captures);
	put_digest(json, "sha256", &revision->capture_digest);
	json_c(json, "cause", revision->cause.kind == CAUSE_WHOLE ? "whole" : "source");
	json_out_time(json, "reread", revision->cause.reread);
	json_str(json, "deck", record->deck);
	json_str(json, "site", record->site);
	put_strs(json, "authors", &record->authors);
	put_strs(json, "tags", &record->tags);
	json_out_when(json, "updated", record->updated);
}

void
revision_json(struct arena *arena, struct json *json, const struct article_row *row,
    const struct revision *revision, enum revision_json_flags flags)
{
	const struct article *record = &revision->record;
	struct head head = {
		.title = record->title,
		.headline = record->headline,
		.section = record->section,
		.lang = record->lang,
		.url = record->url.n ? record->url : (struct url){ row->url.p, row->url.n },
		.published = record->published,
		.fetched = revision->fetched,
		.characters = record->characters,
		.images = record->images,
	};

	put_head(json, row, &head);
	put_revision(json, revision);
	if (flags & REVISION_JSON_NOTES)
		put_evidence(json, record);
	if (flags & REVISION_JSON_TEXT)
		json_str(json, "text", record->text.p ? record->text : S(""));
	if (flags & REVISION_JSON_HTML) {
		struct html html = html_from_doc(arena, &record->doc, 0, NULL, NULL);

		json_str(json, "html", (struct str){ html.p ? html.p : "", html.n });
	}
}

void
source_json(struct json *json, const struct source *source)
{
	json_int(json, "id", source->id);
	json_str(json, "slug", source->slug);
	json_str(json, "name", source->name);
	json_str(json, "host", source->host);
	json_str(json, "lang", source->lang);
	json_int(json, "zone_s", source->zone_s);
	json_int(json, "articles", source->articles);
	json_int(json, "revisions", source->revisions);
	json_int(json, "changed", source->changed);
	json_int(json, "captures", source->captures);
	json_int(json, "quarantined", source->quarantined);
	json_out_time(json, "oldest", source->oldest);
	json_out_time(json, "newest", source->newest);
}

void
feed_counts_json(struct json *json, const struct feed_counts *counts)
{
	json_object(json, "counts");
	json_int(json, "polls", counts->polls);
	json_int(json, "unchanged", counts->unchanged);
	json_int(json, "same", counts->same);
	json_int(json, "failures", counts->failures);
	json_int(json, "bytes", counts->bytes);
	json_int(json, "kept_bytes", counts->kept_bytes);
	json_int(json, "items", counts->items);
	json_int(json, "articles", counts->articles);
	json_int(json, "revisions", counts->revisions);
	json_int(json, "duplicates", counts->duplicates);
	json_int(json, "full", counts->full);
	json_int(json, "faulty", counts->faulty);
	json_int(json, "pushes", counts->pushes);
	json_object_end(json);
}
