/* verify_figures.c: what texts say in numbers, and what it is found by. */
#include "store/check.h"

static const char advice[] = "`xinshi rebuild --figures` reads the texts again";

static const struct summed summed[] = {
	{ "figure_texts", "SELECT revision, text, tables, rules, count, fault, figures, sum, revision FROM figure_texts", 7, advice },
};

/* Rows that must not be: how many there are. */
static const struct {
	const char *table, *query, *what;
} odd[] = {
	{ "figures",
	    "SELECT count(*) FROM figure_texts t WHERE t.count <> (SELECT count(*) FROM figures f"
	    " WHERE f.id >= t.revision * 4096 AND f.id < t.revision * 4096 + 4096)",
	    "some of a text are missing, or too many" },
	{ "figures",
	    "SELECT count(*) FROM figures f LEFT JOIN figure_texts t ON t.revision = f.id / 4096"
	    " LEFT JOIN revisions r ON r.id = t.revision WHERE t.revision IS NULL OR f.id % 4096 >= t.count OR r.article <> f.article",
	    "some are of no text, or of another article's" },
	{ "figures",
	    "SELECT count(*) FROM figures f WHERE EXISTS (SELECT 1 FROM (SELECT f.slot AS w UNION SELECT f.unit UNION SELECT f.place"
	    " UNION SELECT f.country UNION SELECT f.side UNION SELECT f.actor UNION SELECT f.target UNION SELECT f.speaker)"
	    " WHERE w <> 0 AND w NOT IN (SELECT id FROM figure_words))",
	    "some name words that are not there" },
};

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
}
