#include "record/outlet.h"
#include "store/store.h"

/* ---- which source an article belongs to ---- */

/* What a source will be called, before it is looked up. */
struct naming {
	struct str name, slug, host, lang;
	int32_t zone_s;
};

static void
naming_from_outlet(const struct outlet *outlet, struct naming *out)
{
	out->name = str_from_c(outlet->name);
	out->slug = str_from_c(outlet->slug);
	out->zone_s = outlet->zone_s;
	if (outlet->lang)
		out->lang = str_from_c(outlet->lang);
}

static bool
rune_is_plain(uint32_t rune)
{
	return rune >= 0x80 || char_is_digit((char)rune) || char_is_alpha((char)rune);
}

/* Letters and digits of any script, ASCII in lower case, one '-' for whatever stands between them.
 */
static struct str
slug_from_name(struct arena *arena, struct str name)
{
	char *p = arena_alloc_dirty(arena, name.n + 1);
	size_t n = 0;
	uint32_t rune;

	for (struct str s = name; pull_rune(&s, &rune);) {
		if (rune_is_plain(rune))
			n += rune < 0x80 ? (p[n] = char_lower((char)rune), 1)
					 : rune_write(rune, p + n);
		else if (n && p[n - 1] != '-')
			p[n++] = '-';
	}
	while (n && p[n - 1] == '-')
		n--;
	return (struct str){ p, n };
}

static struct naming
naming_of(struct arena *arena, const struct article *article, struct str named)
{
	struct naming naming = {
		.name = named, .host = url_host(article->url), .lang = article->lang
	};
	const struct outlet *outlet = outlet_from_name(named);

	if (!outlet && !named.n)
		outlet = outlet_from_host(naming.host);
	if (outlet)
		naming_from_outlet(outlet, &naming);
	if (!naming.name.n)
		naming.name = naming.host.n ? naming.host : S("unknown");
	if (!naming.slug.n)
		naming.slug = slug_from_name(arena, naming.name);
	if (!naming.slug.n)
		naming.slug = S("source");
	return naming;
}

/* The slug, or the slug with the first number that makes it one of its own. */
static struct err
slug_free(struct archive *archive, struct arena *arena, struct str slug, struct str *out)
{
	struct err e = { 0 };
	bool taken = true;

	*out = slug;
	for (unsigned n = 2; taken; n++) {
		struct sql q = sql_query(archive, "SELECT 1 FROM sources WHERE slug = ?");
		sql_bind_str(&q, *out);
		taken = sql_row(&q);
		e = sql_end(&q);
		if (taken)
			*out = str_format(arena, "%.*s-%u", STR_ARGS(slug), n);
	}
	return e;
}

static struct err
source_insert(struct archive *archive, const struct naming *naming, int64_t *id)
{
	struct str slug;
	struct err e = slug_free(archive, &archive->scratch, naming->slug, &slug);

	if (e.code)
		return e;
	struct sql q = sql_query(archive,
	    "INSERT INTO sources (slug, name, host, lang, zone, sum) VALUES (?, ?, ?, ?, ?, ?)");
	sql_bind_str(&q, slug);
	sql_bind_str(&q, naming->name);
	sql_bind_str(&q, naming->host.p ? naming->host : S(""));
	sql_bind_str(&q, naming->lang.p ? naming->lang : S(""));
	sql_bind_int(&q, naming->zone_s);
	sql_bind_sum(&q);
	e = sql_run(&q);
	if (!e.code)
		*id = sqlite3_last_insert_rowid(archive_db(archive));
	return e;
}

struct err
source_of(struct archive *archive, const struct article *article, struct str named, int64_t *id)
{
	named = named.n ? named : article->source;
	uint64_t hash = str_hash(named) * 31 + str_hash(url_host(article->url));

	if (archive->source.id && archive->source.hash == hash) {
		*id = archive->source.id;
		return (struct err){ 0 };
	}
	arena_reset(&archive->scratch);
	struct naming naming = naming_of(&archive->scratch, article, named);
	struct sql q = sql_query(archive, "SELECT id FROM sources WHERE name = ?");
	sql_bind_str(&q, naming.name);
	int64_t found = sql_row(&q) ? sql_int(&q, 0) : 0;
	struct err e = sql_end(&q);
	if (!e.code && !found)
		e = source_insert(archive, &naming, &found);
	if (e.code)
		return e;
	archive->source = (struct source_cache){ hash, found };
	*id = found;
	return e;
}

/* ---- lists ---- */

#define SOURCE_SELECT                                                               \
	"SELECT s.slug, s.name, s.host, s.lang, s.zone, s.sum, s.id, count(a.id), " \
	"sum(a.revisions),"                                                         \
	" sum(" ARTICLE_CHANGED "), min(a.time), max(a.time), sum(a.captures)"          \
	" FROM sources s LEFT JOIN articles a ON a.source = s.id "

#define NAMES_SELECT "SELECT slug, name, host, lang, zone, sum, id, 0, 0, 0, 0, 0, 0 FROM sources "

static struct source
source_row(struct sql *q, struct arena *arena)
{
	struct source s = { 0 };

	if (!sql_sum_ok(q, 5))
		sql_fail(q, err_new(ERR_DAMAGE, "the row of a source"));
	s.slug = sql_str(q, arena, 0);
	s.name = sql_str(q, arena, 1);
	s.host = sql_str(q, arena, 2);
	s.lang = sql_str(q, arena, 3);
	s.zone_s = (int32_t)sql_int(q, 4);
	s.id = sql_int(q, 6);
	s.articles = sql_int(q, 7);
	s.revisions = sql_int(q, 8);
	s.changed = sql_int(q, 9);
	s.oldest = sql_int(q, 10);
	s.newest = sql_int(q, 11);
	s.captures = sql_int(q, 12);
	return s;
}

/* A file in quarantine has no article to say whose it is; what the import named does. */
static struct err
quarantined_count(struct archive *archive, struct sources *all)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct sql q = sql_query(archive,
	    "SELECT c.source, count(*) FROM quarantine q CROSS JOIN captures c ON c.id = q.capture"
	    " WHERE c.source IS NOT NULL GROUP BY 1");

	while (sql_row(&q)) {
		struct str named = sql_str(&q, &arena, 0);
		for (size_t i = 0; i < all->count; i++)
			if (str_equal(named, all->items[i].name) ||
			    str_equal(named, all->items[i].slug))
				all->items[i].quarantined += sql_int(&q, 1);
	}
	return sql_end(&q);
}

static struct err
rows_take(struct sql *q, struct arena *arena, struct sources *out)
{
	struct sources all = { 0 };
	size_t capacity = 0;

	while (sql_row(q)) {
		arena_push(arena, all.items, all.count, capacity);
		all.items[all.count++] = source_row(q, arena);
	}
	struct err e = sql_end(q);
	if (!e.code)
		*out = all;
	return e;
}

static struct err
sources_take(struct sql *q, struct arena *arena, struct sources *out)
{
	struct archive *archive = q->archive;
	struct sources all;
	struct err e = rows_take(q, arena, &all);

	if (!e.code)
		e = quarantined_count(archive, &all);
	if (!e.code)
		*out = all;
	return e;
}

struct err
sources_list(struct archive *archive, struct arena *arena, struct sources *out)
{
	struct sql q = sql_query(archive, SOURCE_SELECT "GROUP BY s.id ORDER BY s.name");

	return sources_take(&q, arena, out);
}

struct err
sources_names(struct archive *archive, struct arena *arena, struct sources *out)
{
	struct sql q = sql_query(archive, NAMES_SELECT "ORDER BY name");

	return rows_take(&q, arena, out);
}

struct err
sources_zone(struct archive *archive, int32_t *zone_s)
{
	struct sql q = sql_query(archive,
	    "SELECT s.zone FROM (SELECT source, count(*) AS n FROM articles GROUP BY source) a"
	    " JOIN sources s ON s.id = a.source GROUP BY s.zone ORDER BY sum(a.n) DESC, s.zone DESC"
	    " LIMIT 1");
	int32_t zone = sql_row(&q) ? (int32_t)sql_int(&q, 0) : 0;
	struct err e = sql_end(&q);

	if (!e.code)
		*zone_s = zone;
	return e;
}

struct err
source_find(struct archive *archive, struct arena *arena, struct str words, struct source *out)
{
	struct sources found;
	struct sql q = sql_query(archive, SOURCE_SELECT
	    "WHERE s.id = (SELECT id FROM sources WHERE slug = ?1 OR name = ?1 OR host = ?1"
	    " ORDER BY slug = ?1 DESC, name = ?1 DESC, id LIMIT 1) GROUP BY s.id");

	sql_bind_str(&q, words);
	struct err e = sources_take(&q, arena, &found);
	if (e.code)
		return e;
	if (!found.count)
		return err_new(ERR_NOT_FOUND, "a source");
	*out = found.items[0];
	return e;
}
