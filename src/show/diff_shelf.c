#include "show/diff_shelf.h"

#include <stdlib.h>

/* ---- the shelf ---- */

static size_t
place_of(const struct digest *key)
{
	return key->b[0] % SHELF_PLACES;
}

const struct shelved *
shelf_find(const struct diff_shelf *shelf, const struct digest *key)
{
	const struct shelved *place = &shelf->places[place_of(key)];

	return place->html.p && digest_equal(&place->key, key) ? place : NULL;
}

static void
place_empty(struct diff_shelf *shelf, struct shelved *place)
{
	shelf->bytes -= place->html.n;
	free((void *)(uintptr_t)place->html.p);
	*place = (struct shelved){ 0 };
}

void
shelf_clear(struct diff_shelf *shelf)
{
	for (size_t i = 0; i < SHELF_PLACES; i++)
		place_empty(shelf, &shelf->places[i]);
}

void
shelf_put(
    struct diff_shelf *shelf, const struct digest *key, enum change_weight weight, struct str html)
{
	struct shelved *place = &shelf->places[place_of(key)];
	char *own;

	if (html.n > SHELF_EACH)
		return;
	place_empty(shelf, place);
	if (shelf->bytes + html.n > SHELF_BYTES)
		shelf_clear(shelf);
	own = mem_alloc(html.n + 1);
	if (html.n)
		memcpy(own, html.p, html.n);
	*place = (struct shelved){ *key, weight, { own, html.n } };
	shelf->bytes += html.n;
}

/* ---- the newest change ---- */

struct pair {
	struct revision old, new;
};

static struct err
pair_read(struct archive *archive, struct arena *arena, const struct article_row *row,
    enum revision_parts parts, struct pair *out)
{
	struct err e = revision_get(archive, arena, row->id, row->changed_n - 1, parts, &out->old);

	return e.code ? e : revision_get(archive, arena, row->id, row->changed_n, parts, &out->new);
}

/* Both texts by number and by digest (a rebuild may make another text of the same capture), and
 * how they are written. */
static struct digest
key_of(const struct pair *pair, const struct diff_writer *writer, enum tongue tongue)
{
	const struct revision *both[] = { &pair->old, &pair->new };
	struct digest_state state;

	digest_init(&state);
	for (size_t i = 0; i < LENGTH(both); i++) {
		const struct article *record = &both[i]->record;

		digest_add(&state, (struct raw){ (const void *)&both[i]->id, sizeof(both[i]->id) });
		digest_add(&state, (struct raw){ record->digest.b, sizeof(record->digest.b) });
		digest_add(
		    &state, (struct raw){ (const void *)&record->rules, sizeof(record->rules) });
	}
	digest_add(&state, (struct raw){ (const void *)&tongue, sizeof(tongue) });
	digest_add(&state, raw_from_str(str_from_c(writer->name)));
	return digest_final(&state);
}

static struct err
pair_write(struct html_out *out, struct archive *archive, const struct article_row *row,
    const struct diff_writer *writer, struct digested *digested)
{
	enum { HTML_MAX = 4 << 20 };
	struct arena scratch CLEAN(arena_done) = { 0 };
	struct buf html CLEAN(buf_done) = { .max = HTML_MAX };
	struct html_out own = *out;
	struct changes changes;
	struct pair pair;
	struct err e = pair_read(archive, &scratch, row, REVISION_BODY, &pair);

	if (e.code)
		return e;
	changes_between(&scratch, &pair.old.record, &pair.new.record, &changes);
	own.to = &html;
	own.arena = &scratch;
	own.converter = NULL;
	writer->write(&own, &changes);
	digested->weight = changes.weight;
	digested->html = str_copy(out->arena, buf_str(&html));
	return html.err;
}

struct err
diff_newest(struct html_out *out, struct archive *archive, struct diff_shelf *shelf,
    const struct article_row *row, const struct diff_writer *writer, struct digested *digested)
{
	const struct shelved *shelved;
	struct digest key;
	struct pair heads;
	struct err e = pair_read(archive, out->arena, row, REVISION_HEAD, &heads);

	if (e.code)
		return e;
	key = key_of(&heads, writer, out->tongue);
	digested->fetched = heads.new.fetched;
	shelved = shelf_find(shelf, &key);
	if (shelved) {
		digested->weight = shelved->weight;
		digested->html = str_copy(out->arena, shelved->html);
		return e;
	}
	e = pair_write(out, archive, row, writer, digested);
	if (!e.code)
		shelf_put(shelf, &key, digested->weight, digested->html);
	return e;
}
