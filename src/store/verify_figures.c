/* verify_figures.c: what texts say in numbers, and what it is found by. */
#include "store/check.h"
#include "store/figure_find.h"

static const char advice[] = "`xinshi rebuild --figures` reads the texts again";

static const struct summed summed[] = {
	{ "figure_texts",
	    "SELECT revision, text, tables, rules, count, fault, forms, dictionary, figures, sum, revision FROM figure_texts", 9, advice },
	{ "figure_rows", "SELECT chunk, oldest, newest, rows, sum, chunk FROM figure_rows", 4, advice },
};

/* Rows that must not be: how many there are. */
static const struct {
	const char *table, *query, *what;
} odd[] = {
	{ "figure_forms",
	    "SELECT count(*) FROM figure_names n WHERE n.form NOT IN (SELECT id FROM figure_forms)"
	    " OR n.revision NOT IN (SELECT revision FROM figure_texts)",
	    "some are missing, or of no text" },
	{ "figure_texts", "SELECT count(*) FROM figure_texts WHERE tables <> 0 AND tables NOT IN (SELECT id FROM figure_words)",
	    "the words of some are not there" },
};

/* How many rows each text has, against what it says itself; and the words of rows. */
struct compared {
	uint16_t *counts; /* by revision */
	size_t revisions;
	struct marks words;
	bool has_stray; /* a row of no text, or with a word that is not there */
};

static bool
row_compare(void *context, const struct figure_found *found)
{
	struct compared *compared = context;
	const struct figure_row *row = &found->row;
	const int64_t words[] = { row->slot, row->unit, row->roles[0], row->roles[1], row->roles[2], row->roles[3] };

	if (found->revision >= 0 && (size_t)found->revision < compared->revisions)
		compared->counts[found->revision]++;
	else
		compared->has_stray = true;
	for (size_t i = 0; i < LENGTH(words); i++)
		compared->has_stray |= words[i] && !marks_has(&compared->words, words[i]);
	return true;
}

static struct err
compared_begin(struct archive *archive, struct arena *arena, struct compared *out)
{
	int64_t last = 0;
	struct err e = sql_one_int(archive, LAST_REVISION, &last);

	*out = (struct compared){ arena_array(arena, uint16_t, (size_t)last + 1), (size_t)last + 1, { 0 }, false };
	if (!e.code)
		e = marks_of_all(archive, arena, "SELECT max(id) FROM figure_words", &out->words);
	if (e.code)
		return e;
	struct sql q = sql_query(archive, "SELECT id FROM figure_words");
	return marks_take(&q, &out->words);
}

/* What is left of the counts is of no text. */
static struct err
texts_compare(struct archive *archive, struct compared *compared, bool *same)
{
	struct sql q = sql_query(archive, "SELECT revision, count FROM figure_texts WHERE count > 0");

	*same = true;
	while (sql_row(&q)) {
		int64_t revision = sql_int(&q, 0);
		bool is_there = revision >= 0 && (size_t)revision < compared->revisions;
		*same &= is_there && compared->counts[revision] == sql_int(&q, 1);
		if (is_there)
			compared->counts[revision] = 0;
	}
	for (size_t i = 0; i < compared->revisions; i++)
		*same &= compared->counts[i] == 0;
	return sql_end(&q);
}

static void
rows_check(struct check *check)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct compared compared;
	bool same = true;
	struct err e = compared_begin(check->archive, &arena, &compared);

	if (!e.code)
		e = figure_rows_scan(check->archive,
		    &(struct figure_scan){ .from = INT64_MIN, .to = INT64_MAX, .visit = row_compare, .context = &compared });
	if (!e.code)
		e = texts_compare(check->archive, &compared, &same);
	check_query(check, e, "figure_rows", advice);
	if (!e.code && (!same || compared.has_stray))
		check_damage(check, S("figure_rows"),
		    err_new(ERR_DAMAGE, same ? "the words of some are not there" : "some of a text are missing, or too many"), advice);
}

void
figures_check(struct check *check)
{
	check_sums(check, summed, LENGTH(summed));
	for (size_t i = 0; i < LENGTH(odd) && check_goes_on(check); i++) {
		int64_t count = 0;
		check_query(check, sql_one_int(check->archive, odd[i].query, &count), odd[i].table, advice);
		if (count)
			check_damage(check, str_from_c(odd[i].table), err_new(ERR_DAMAGE, odd[i].what), advice);
	}
	if (check_goes_on(check))
		rows_check(check);
}
