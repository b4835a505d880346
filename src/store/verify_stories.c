/* verify_stories.c: which articles are told to report one event. */
#include "store/check.h"

static const char advice_story[] = "`xinshi rebuild` puts the articles into stories again";

static const struct summed summed[] = {
	{ "story_articles", "SELECT article, revision, story, alike, nearest, why, sum, article FROM story_articles", 6,
	    advice_story },
};

/* Rows that must not be: how many there are.  That each names an article and its text, references_check has seen. */
static const struct {
	const char *query, *what;
} odd[] = {
	{ "SELECT count(*) FROM story_articles s JOIN revisions r ON r.id = s.revision WHERE r.article <> s.article",
	    "some name a text of another article" },
	{ "SELECT count(*) FROM story_articles WHERE nearest IS NULL AND alike > 0",
	    "some are like nothing, and yet like their story" },
};

void
stories_check(struct check *check)
{
	check_sums(check, summed, LENGTH(summed));
	for (size_t i = 0; i < LENGTH(odd) && check_goes_on(check); i++) {
		int64_t count = 0;
		check_query(check, sql_one_int(check->archive, odd[i].query, &count), "story_articles", advice_story);
		if (count)
			check_damage(check, S("story_articles"), err_new(ERR_DAMAGE, odd[i].what), advice_story);
	}
}
