#include "show/mirror_manifest.h"

#include <stdlib.h>

#include "base/json.h"
#include "text/date.h"

void
manifest_init(struct mirror_manifest *manifest, struct arena *arena)
{
	*manifest = (struct mirror_manifest){ .arena = arena, .by_name.arena = arena };
}

struct mirror_entry *
manifest_find(const struct mirror_manifest *manifest, struct str name)
{
	const int64_t *at = map_find(&manifest->by_name, name);

	return at ? &manifest->items[*at] : NULL;
}

struct mirror_entry *
manifest_put(struct mirror_manifest *manifest, const struct mirror_entry *entry)
{
	int64_t at = (int64_t)manifest->count;

	arena_push(manifest->arena, manifest->items, manifest->count, manifest->capacity);
	manifest->items[manifest->count++] = *entry;
	map_add(&manifest->by_name, entry->name, at, NULL);
	return &manifest->items[at];
}

/* ---- writing ---- */

static int
by_name(const void *a, const void *b)
{
	const struct mirror_entry *left = a, *right = b;

	return str_compare(left->name, right->name);
}

/* Names are ASCII without quotes (mirror_name.h), so they stand in JSON as they are. */
static void
shows_write(struct buf *out, const struct mirror_entry *entry)
{
	if (!entry->shows.count)
		return;
	buf_push_format(
	    out, ",\"shows_key\":\"%016llx\",\"shows\":[", (unsigned long long)entry->shows_key);
	for (size_t i = 0; i < entry->shows.count; i++)
		buf_push_format(out, i ? ",%lld" : "%lld", (long long)entry->shows.items[i]);
	buf_push_literal(out, "],\"pictures\":[");
	for (size_t i = 0; i < entry->pictures.count; i++)
		buf_push_format(
		    out, i ? ",\"%.*s\"" : "\"%.*s\"", STR_ARGS(entry->pictures.items[i]));
	buf_push_literal(out, "]");
}

static void
entry_write(struct buf *out, const struct mirror_entry *entry)
{
	char hex[DIGEST_HEX + 1];

	digest_hex(&entry->digest, hex);
	buf_push_format(out, "{\"name\":\"%.*s\",\"sha256\":\"%s\",\"size\":%lld",
	    STR_ARGS(entry->name), hex, (long long)entry->size);
	if (entry->article)
		buf_push_format(out, ",\"id\":%lld,\"revision\":%lld", (long long)entry->article,
		    (long long)entry->revision);
	if (!str_equal(entry->unit, entry->name))
		buf_push_format(out, ",\"of\":\"%.*s\"", STR_ARGS(entry->unit));
	buf_push_format(out, ",\"key\":\"%016llx\"", (unsigned long long)entry->key);
	shows_write(out, entry);
	buf_push_literal(out, "}");
}

#define HEAD                                                     \
	"{\"schema\":\"mirror/1\",\"program\":\"xinshi " VERSION \
	"\",\"format\":\"site\",\"files\":[\n"

void
manifest_write(struct mirror_manifest *manifest, const struct mirror_facts *facts, struct buf *out)
{
	if (manifest->count)
		qsort(manifest->items, manifest->count, sizeof(*manifest->items), by_name);
	buf_push_literal(out, HEAD);
	for (size_t i = 0; i < manifest->count; i++) {
		if (i)
			buf_push_literal(out, ",\n");
		entry_write(out, &manifest->items[i]);
	}
	buf_push_format(out, "\n],\"count\":%lld,\"articles\":%lld,\"rules\":%lld,\"captured\":\"",
	    (long long)manifest->count, (long long)facts->articles, (long long)facts->rules);
	when_push_utc(out, facts->captured);
	buf_push_literal(out, "\",\"selection\":");
	json_quote(out, facts->selection);
	buf_push_literal(out, "}\n");
}

/* ---- reading: our own lines, and nothing else ---- */

static bool
pull_key(struct str *s, uint64_t *out)
{
	uint64_t value = 0;
	size_t i = 0;

	for (; i < 16 && i < s->n && char_hex(s->p[i]) >= 0; i++)
		value = value << 4 | (uint64_t)char_hex(s->p[i]);
	if (i != 16)
		return false;
	*s = str_from(*s, 16);
	*out = value;
	return pull_char(s, '"');
}

static bool
pull_digest(struct str *s, struct digest *out)
{
	struct str hex;

	return pull_until(s, S("\""), &hex) && digest_from_hex(hex, out);
}

/* 17,0,18] */
static bool
pull_ids(struct str *s, struct arena *arena, struct id_list *out)
{
	while (!pull_char(s, ']')) {
		int64_t id;

		if (out->count && !pull_char(s, ','))
			return false;
		if (!pull_int(s, &id))
			return false;
		arena_push(arena, out->items, out->count, out->capacity);
		out->items[out->count++] = id;
	}
	return true;
}

/* "img/01/0123.jpg","..."] */
static bool
pull_names(struct str *s, struct arena *arena, struct name_list *out)
{
	while (!pull_char(s, ']')) {
		struct str name;

		if (out->count && !pull_char(s, ','))
			return false;
		if (!pull_char(s, '"') || !pull_until(s, S("\""), &name))
			return false;
		arena_push(arena, out->items, out->count, out->capacity);
		out->items[out->count++] = name;
	}
	return true;
}

static bool
pull_shows(struct str *s, struct arena *arena, struct mirror_entry *entry)
{
	if (!pull_str(s, S(",\"shows_key\":\"")))
		return true;
	return pull_key(s, &entry->shows_key) && pull_str(s, S(",\"shows\":[")) &&
	       pull_ids(s, arena, &entry->shows) && pull_str(s, S(",\"pictures\":[")) &&
	       pull_names(s, arena, &entry->pictures);
}

static bool
pull_of_article(struct str *s, struct mirror_entry *entry)
{
	if (!pull_str(s, S(",\"id\":")))
		return true;
	return pull_int(s, &entry->article) && pull_str(s, S(",\"revision\":")) &&
	       pull_int(s, &entry->revision);
}

static bool
pull_of(struct str *s, struct mirror_entry *entry)
{
	entry->unit = entry->name;
	return !pull_str(s, S(",\"of\":\"")) || pull_until(s, S("\""), &entry->unit);
}

/* Of the characters that ours are made of, and below the folder. */
static bool
name_is_ours(struct str name)
{
	for (size_t i = 0; i < name.n; i++)
		if (!char_is_digit(name.p[i]) && !(name.p[i] >= 'a' && name.p[i] <= 'z') &&
		    !memchr("./-_", name.p[i], 4))
			return false;
	return name.n && name.p[0] != '/' && name.p[0] != '.' && str_find(name, S("/."), 0) < 0 &&
	       str_find(name, S("//"), 0) < 0 && name.p[name.n - 1] != '/';
}

static bool
entry_read(struct str line, struct arena *arena, struct mirror_entry *out)
{
	struct str *s = &line;

	*out = (struct mirror_entry){ .next = -1 };
	return pull_str(s, S("{\"name\":\"")) && pull_until(s, S("\""), &out->name) &&
	       name_is_ours(out->name) && pull_str(s, S(",\"sha256\":\"")) &&
	       pull_digest(s, &out->digest) && pull_str(s, S(",\"size\":")) &&
	       pull_int(s, &out->size) && pull_of_article(s, out) && pull_of(s, out) &&
	       pull_str(s, S(",\"key\":\"")) && pull_key(s, &out->key) &&
	       pull_shows(s, arena, out) && pull_char(s, '}') && (!s->n || str_equal(*s, S(",")));
}

/* The first file of a unit leads to the others. */
static void
units_join(struct mirror_manifest *manifest)
{
	for (size_t i = 0; i < manifest->count; i++) {
		struct mirror_entry *entry = &manifest->items[i],
				    *first = manifest_find(manifest, entry->unit);

		if (!first || first == entry)
			continue;
		entry->next = first->next;
		first->next = (int64_t)i;
	}
}

bool
manifest_read(struct str text, struct mirror_manifest *out)
{
	struct str line;

	if (!pull_until(&text, S("\n"), &line) || !str_starts(line, S("{\"schema\":\"mirror/1\",")))
		return false;
	while (pull_line(&text, &line)) {
		struct mirror_entry entry;

		if (str_starts(line, S("]"))) {
			units_join(out);
			return true;
		}
		if (!line.n)
			continue;
		if (!entry_read(line, out->arena, &entry))
			return false;
		manifest_put(out, &entry);
	}
	return false;
}
