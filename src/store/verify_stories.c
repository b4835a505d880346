/* verify_stories.c: what is told of articles: which report one event, and what each text changed. */
#include "store/check.h"

static const char advice_story[] = "`xinshi rebuild` puts the articles into stories again";
static const char advice_change[] = "`xinshi rebuild` compares the texts again";

static const struct summed summed[] = {
	{ "story_articles", "SELECT article, revision, story, alike, nearest, why, sum, article FROM story_articles", 6,
	    advice_story },
	{ "changes",
	    "SELECT revision, article, n, source, time, before, after, class, weight, removed, added, figures, gist, rules,"
	    " sum, revision FROM changes",
	    14, advice_change },
};

/* Rows that must not be: how many there are.  That each names an article and its text, references_check has seen. */
static const struct {
	const char *table, *query, *what, *advice;
} odd[] = {
	{ "story_articles",
	    "SELECT count(*) FROM story_articles s JOIN revisions r ON r.id = s.revision WHERE r.article <> s.article",
	    "some name a text of another article", advice_story },
	{ "story_articles", "SELECT count(*) FROM story_articles WHERE nearest IS NULL AND alike > 0",
	    "some are like nothing, and yet like their story", advice_story },
	{ "changes", "SELECT count(*) FROM changes c JOIN revisions r ON r.id = c.revision WHERE r.article <> c.article OR r.n <> c.n",
	    "some name a text of another article", advice_change },
};

void
stories_check(struct check *check)
{
	check_sums(check, summed, LENGTH(summed));
	for (size_t i = 0; i < LENGTH(odd) && check_goes_on(check); i++) {
		int64_t count = 0;
		check_query(check, sql_one_int(check->archive, odd[i].query, &count), odd[i].table, odd[i].advice);
		if (count)
			check_damage(check, str_from_c(odd[i].table), err_new(ERR_DAMAGE, odd[i].what), odd[i].advice);
	}
}
