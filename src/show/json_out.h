/*
 * json_out.h: articles and revisions as JSON, one shape for the command line, the exports and the API.
 *
 * Every object names its shape and version first: "schema":"article/1".  Members may be added within a version; they are
 * never renamed, removed or given another meaning.  Dates are RFC 3339 texts (as claimed, in their own zone) or null.
 * What the shapes hold is written down in xinshi-json(5).
 */
#ifndef XINSHI_SHOW_JSON_OUT_H
#define XINSHI_SHOW_JSON_OUT_H

#include "base/json.h"
#include "store/changed.h"
#include "store/feeds.h"

/* Begins an object of the shape ${schema} ("article/1"); ended with json_object_end. */
void json_out_begin(struct json *json, const char *key, const char *schema);
/* A moment in UTC, to the second: "2021-02-01T00:05:00Z"; null where ${seconds} is 0 and means none. */
void json_out_time(struct json *json, const char *key, int64_t seconds);
/* A date as claimed, in its zone, to its precision; null where there is none. */
void json_out_when(struct json *json, const char *key, struct when when);

/* The members of a list's line, without braces: id source source_slug title headline url published time fetched
 * last_fetched revisions lang section characters images, date_future or date_missing where true. */
void article_row_json(struct json *json, const struct article_row *row);

/* The members of an outlet: id slug name host lang zone_s articles revisions changed captures quarantined oldest newest. */
void source_json(struct json *json, const struct source *source);

/* The member "counts": what was counted of a feed since it was added. */
void feed_counts_json(struct json *json, const struct feed_counts *counts);

/* The members of a change: id (of the article) old new time class weight removed added figures, and gist, an array of pieces: edit
 * (keep, delete, insert), weight, text; then headline, url, lang, source and source_slug of the article. */
void change_json(struct json *json, const struct changed_row *row, const struct article_row *article);

enum revision_json_flags {
	REVISION_JSON_TEXT = 1,	 /* text: the body, a line a block */
	REVISION_JSON_HTML = 2,	 /* html: the body as safe markup */
	REVISION_JSON_NOTES = 4, /* notes, digests, fingerprints, rules: what was found out about it */
	REVISION_JSON_ALL = 7,
};

/* The members of article_row_json as this revision has them, then revision, capture, and what ${flags} asks for. */
void revision_json(struct arena *arena, struct json *json, const struct article_row *row,
    const struct revision *revision, enum revision_json_flags flags);

#endif
