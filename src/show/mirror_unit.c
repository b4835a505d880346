#include "show/mirror_work.h"

/* ---- pictures of a unit ---- */

/* The state of all that it would show: another where one came or was printed anew. */
static uint64_t
shows_key(const struct shelf *shelf, const struct id_list *shows)
{
	const struct stamps *pictures = &shelf->pictures;
	uint64_t key = 1;

	for (size_t i = 0; i < shows->count; i++) {
		int64_t id = shows->items[i];

		key_add(&key, (uint64_t)id);
		/* one that nobody knew can only be a new one */
		key_add(&key, id		? stamps_find(pictures, id)
			      : pictures->count ? (uint64_t)pictures->ids[pictures->count - 1]
						: 0);
	}
	return key;
}

static struct str
blob_name(struct arena *arena, const struct print_row *print)
{
	static const char *const suffixes[] = {
		[PICTURE_JPEG] = "jpg", [PICTURE_PNG] = "png", [PICTURE_WEBP] = "webp"
	};
	char hex[DIGEST_HEX + 1];

	digest_hex(&print->digest, hex);
	return str_format(arena, "img/%.2s/%.24s.%s", hex, hex, suffixes[print->format]);
}

static struct err
blob_put(struct mirror *mirror, struct str name, const struct print_row *print)
{
	static const enum mirror_kind kinds[] = { [PICTURE_JPEG] = MIRROR_JPEG,
		[PICTURE_PNG] = MIRROR_PNG,
		[PICTURE_WEBP] = MIRROR_WEBP };
	const struct mirror_entry *before = manifest_find(mirror->old, name);
	struct mirror_entry entry = {
		.name = name, .unit = name, .digest = print->digest, .size = print->size, .next = -1
	};
	struct raw bytes;
	struct err e = { 0 };

	if (!before || !digest_equal(&before->digest, &print->digest) || !mirror->sink->there ||
	    !mirror->sink->there(mirror->sink->context, before)) {
		e = blob_read(mirror->archive, &mirror->page, print->blob, &bytes);
		if (!e.code)
			e = mirror->sink->put(mirror->sink->context,
			    &(struct mirror_file){ .name = name, .kind = kinds[print->format] },
			    bytes);
		mirror->report->written += !e.code;
	}
	if (!e.code)
		manifest_put(mirror->out, &entry);
	return e;
}

/* The print that pages show; NULL where none is of a kind that any browser takes. */
static const struct print_row *
print_for_page(const struct print_rows *prints)
{
	const struct print_row *print =
	    prints->count ? print_choose(prints, PICTURE_PAGE_WIDTH, PICTURE_JPEG, false) : NULL;

	return print && picture_format_is_print(print->format) ? print : NULL;
}

static bool
has_name(const struct name_list *names, struct str name)
{
	for (size_t i = 0; i < names->count; i++)
		if (str_equal(names->items[i], name))
			return true;
	return false;
}

static void
name_push(struct mirror *mirror, struct name_list *names, struct str name)
{
	arena_push(mirror->out->arena, names->items, names->count, names->capacity);
	names->items[names->count++] = str_copy(mirror->out->arena, name);
}

static void
shows_push(struct mirror *mirror, int64_t id)
{
	struct id_list *shows = &mirror->unit.shows;

	for (size_t i = 0; i < shows->count; i++)
		if (shows->items[i] == id)
			return;
	arena_push(mirror->out->arena, shows->items, shows->count, shows->capacity);
	shows->items[shows->count++] = id;
}

/* A picture whose bytes cannot be had takes away the picture, not the page. */
static struct html_picture
print_shown(struct mirror *mirror, const struct print_row *print)
{
	struct html_picture shown = { 0 };
	struct str name = blob_name(&mirror->page, print);

	if (!manifest_find(mirror->out, name) &&
	    blob_put(mirror, str_copy(mirror->out->arena, name), print).code)
		return shown;
	if (!has_name(&mirror->unit.pictures, name))
		name_push(mirror, &mirror->unit.pictures, name);
	shown.src = name_between(&mirror->page, mirror->here, name);
	shown.width = print->width;
	shown.height = print->height;
	return shown;
}

struct html_picture
mirror_picture(void *context, struct str url)
{
	struct mirror *mirror = context;
	struct html_picture none = { 0 };
	const struct print_row *print;
	struct print_rows prints = { 0 };
	struct picture_row row;
	struct url parsed;

	if (mirror->options->no_pictures || url_parse(&mirror->page, url, NULL, &parsed).code)
		return none;
	if (picture_by_url(mirror->archive, &mirror->page, parsed, &row).code) {
		shows_push(mirror, 0);
		return none;
	}
	shows_push(mirror, row.id);
	print = prints_list(mirror->archive, row.id, &prints).code ? NULL : print_for_page(&prints);
	return print ? print_shown(mirror, print) : none;
}

/* ---- what is there already ---- */

static bool
is_there(struct mirror *mirror, const struct mirror_entry *entry)
{
	return entry && (manifest_find(mirror->out, entry->name) ||
			    mirror->sink->there(mirror->sink->context, entry));
}

static bool
all_there(struct mirror *mirror, const struct mirror_entry *first)
{
	for (size_t i = 0; i < first->pictures.count; i++)
		if (!is_there(mirror, manifest_find(mirror->old, first->pictures.items[i])))
			return false;
	for (const struct mirror_entry *entry = first; is_there(mirror, entry);
	     entry = &mirror->old->items[entry->next])
		if (entry->next < 0)
			return true;
	return false;
}

static void
entry_keep(struct mirror *mirror, const struct mirror_entry *entry)
{
	if (!manifest_find(mirror->out, entry->name))
		manifest_put(mirror->out, entry);
}

static void
unit_keep(struct mirror *mirror, const struct mirror_entry *first)
{
	for (size_t i = 0; i < first->pictures.count; i++)
		entry_keep(mirror, manifest_find(mirror->old, first->pictures.items[i]));
	for (int64_t at = first - mirror->old->items; at >= 0; at = mirror->old->items[at].next)
		entry_keep(mirror, &mirror->old->items[at]);
}

/* ---- a unit ---- */

bool
unit_begin(struct mirror *mirror, struct str name, uint64_t key)
{
	const struct mirror_entry *before =
	    mirror->sink->there ? manifest_find(mirror->old, name) : NULL;

	key_add(&key, mirror->base);
	if (before && before->key == key &&
	    before->shows_key ==
		(before->shows.count ? shows_key(&mirror->shelf, &before->shows) : 0) &&
	    all_there(mirror, before)) {
		unit_keep(mirror, before);
		return false;
	}
	memset(&mirror->unit, 0, sizeof(mirror->unit));
	mirror->unit.name = str_copy(mirror->out->arena, name);
	mirror->unit.key = key;
	return true;
}

static bool
is_same(struct mirror *mirror, const struct mirror_entry *entry)
{
	const struct mirror_entry *before = manifest_find(mirror->old, entry->name);

	return before && mirror->sink->there && before->size == entry->size &&
	       digest_equal(&before->digest, &entry->digest) &&
	       mirror->sink->there(mirror->sink->context, before);
}

struct err
unit_put(struct mirror *mirror, const struct mirror_file *file, struct raw bytes)
{
	struct mirror_entry entry = { .unit = mirror->unit.name,
		.digest = digest_of(bytes),
		.size = (int64_t)bytes.n,
		.article = mirror->unit.article,
		.revision = mirror->unit.revision,
		.key = mirror->unit.key,
		.next = -1 };
	struct err e = { 0 };

	entry.name = str_equal(file->name, mirror->unit.name)
			 ? mirror->unit.name
			 : str_copy(mirror->out->arena, file->name);
	if (manifest_find(mirror->out, entry.name))
		return e;
	if (!is_same(mirror, &entry)) {
		e = mirror->sink->put(mirror->sink->context, file, bytes);
		mirror->report->written += !e.code;
	}
	if (!e.code)
		manifest_put(mirror->out, &entry);
	return e;
}

void
unit_end(struct mirror *mirror)
{
	struct mirror_entry *first = manifest_find(mirror->out, mirror->unit.name);

	if (!first || !mirror->unit.shows.count)
		return;
	first->shows = mirror->unit.shows;
	first->pictures = mirror->unit.pictures;
	first->shows_key = shows_key(&mirror->shelf, &first->shows);
}
