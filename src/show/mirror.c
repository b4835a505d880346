#include <stdlib.h>

#include "show/mirror_work.h"
#include "show/style.h"

/* The interface speaks as most of the articles do. */
static enum tongue
tongue_of(const struct shelf *shelf)
{
	size_t counts[TONGUE_MAX] = { 0 };
	enum tongue best = TONGUE_EN;

	for (size_t i = 0; i < shelf->count; i++) {
		struct str lang = shelf->items[i].row.lang;

		counts[str_starts(lang, S("zh-Hant")) ? TONGUE_HANT
		       : str_starts(lang, S("zh"))    ? TONGUE_HANS
						      : TONGUE_EN]++;
	}
	for (enum tongue tongue = 0; tongue < TONGUE_MAX; tongue++)
		if (counts[tongue] > counts[best])
			best = tongue;
	return best;
}

/* What every page is made with besides what it shows. */
static uint64_t
base_key(const struct mirror *mirror)
{
	const struct mirror_options *options = mirror->options;
	uint64_t key = mirror->shelf.names;

	key_add_str(&key, S(VERSION));
	key_add_str(&key, style_sheet());
	for (enum word word = 0; word < WORD_MAX; word++)
		key_add_str(&key, word_text(word, mirror->tongue));
	key_add(&key, (uint64_t)mirror->server.zone_s);
	key_add(&key, (uint64_t)options->source);
	key_add(&key, (uint64_t)options->from);
	key_add(&key, (uint64_t)options->to);
	key_add(&key, options->no_pictures);
	/* which parts there are, since every page leads to them */
	key_add(&key, mirror->shelf.changes.count > 0);
	key_add(&key, mirror->shelf.weeks.count > 0);
	return key;
}

static struct err
all_make(struct mirror *mirror)
{
	static struct err (*const kinds[])(struct mirror * mirror) = {
		mirror_articles,
		mirror_days,
		mirror_stories,
		mirror_changes,
		mirror_sources,
		mirror_index,
		mirror_about,
	};
	struct err e = sources_zone(mirror->archive, &mirror->server.zone_s);

	if (!e.code)
		e = shelf_gather(mirror);
	if (e.code)
		return e;
	mirror->tongue = tongue_of(&mirror->shelf);
	mirror->base = base_key(mirror);
	mirror_links(mirror);
	for (size_t i = 0; i < LENGTH(kinds) && !e.code; i++)
		e = kinds[i](mirror);
	return e;
}

static void
report_take(const struct mirror *mirror)
{
	struct mirror_report *report = mirror->report;

	report->rules = RULES_VERSION;
	report->captured = mirror->shelf.captured;
	if (mirror->shelf.count) {
		report->first_day = mirror->shelf.items[mirror->shelf.by_time[0]].day;
		report->last_day =
		    mirror->shelf.items[mirror->shelf.by_time[mirror->shelf.count - 1]].day;
	}
	report->tongue = mirror->tongue;
	report->files = (int64_t)mirror->out->count;
	for (size_t i = 0; i < mirror->out->count; i++) {
		report->bytes += mirror->out->items[i].size;
		report->pictures += str_starts(mirror->out->items[i].name, S("img/"));
	}
}

struct err
mirror_make(struct archive *archive, const struct mirror_options *options,
    const struct mirror_sink *sink, const struct mirror_manifest *old, struct mirror_manifest *out,
    struct mirror_report *report)
{
	struct mirror *mirror = mem_alloc(sizeof(*mirror));
	struct err e;

	memset(mirror, 0, sizeof(*mirror));
	mirror->archive = archive;
	mirror->options = options;
	mirror->sink = sink;
	mirror->old = old;
	mirror->out = out;
	mirror->report = report;
	mirror->server.dir = "";
	mirror->server.has_zone = true;
	mirror->clerk.archive = archive;
	mirror->clerk.options = &mirror->server;
	e = all_make(mirror);
	report_take(mirror);
	arena_done(&mirror->clerk.lasting);
	arena_done(&mirror->page);
	arena_done(&mirror->arena);
	free(mirror);
	return e;
}
