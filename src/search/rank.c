#include <math.h>

#include "search/walk.h"

static const double k1 = 1.2, b = 0.75;

double
rank_weight(double holding, double all)
{
	return log(1 + (all - holding + 0.5) / (holding + 0.5));
}

double
rank_part(double times, double weight, double length_ratio)
{
	return weight * times * (k1 + 1) / (times + k1 * (1 - b + b * length_ratio));
}

void
rank_init(struct rank *rank, const struct documents *documents, size_t phrases)
{
	*rank = (struct rank){ .documents = documents, .phrases = phrases };
	rank->average = documents->live ? (double)documents->lengths / (double)documents->live : 1;
}

struct sample {
	uint32_t holding, last;
};

static int
sample_one(const Fts5ExtensionApi *api, Fts5Context *fts, void *context)
{
	struct sample *sample = context;

	sample->last = (uint32_t)api->xRowid(fts);
	return ++sample->holding == RANK_SAMPLE ? SQLITE_DONE : SQLITE_OK;
}

static double
holding(struct rank *rank, const Fts5ExtensionApi *api, Fts5Context *fts, int phrase)
{
	struct sample sample = { 0 };

	api->xQueryPhrase(fts, phrase, &sample, sample_one);
	if (sample.holding < RANK_SAMPLE)
		return sample.holding;
	return (double)sample.holding * rank->documents->count / sample.last;
}

/* With one phrase rarity changes no order. */
static void
weigh(struct rank *rank, const Fts5ExtensionApi *api, Fts5Context *fts)
{
	for (size_t i = 0; i < rank->phrases; i++)
		rank->weight[i] = rank->phrases == 1 ? 1
						     : rank_weight(holding(rank, api, fts, (int)i),
							   rank->documents->count);
	rank->ready = true;
}

/* How often the phrase occurs; FTS5 gives column -1 at the end. */
static int
times_of(const Fts5ExtensionApi *api, Fts5Context *fts, int phrase)
{
	static const int weights[] = { 1, RANK_TITLE };
	Fts5PhraseIter places;
	int column, offset, times = 0;

	if (api->xPhraseFirst(fts, phrase, &places, &column, &offset) != SQLITE_OK)
		return 0;
	for (; column >= 0; api->xPhraseNext(fts, &places, &column, &offset))
		times += weights[column > 0];
	return times;
}

double
rank_score(struct rank *rank, const Fts5ExtensionApi *api, Fts5Context *fts, uint32_t docid)
{
	double ratio = rank->documents->length[docid - 1] / rank->average, score = 0;

	if (!rank->ready)
		weigh(rank, api, fts);
	for (size_t i = 0; i < rank->phrases; i++) {
		int times = times_of(api, fts, (int)i);
		if (times)
			score += rank_part(times, rank->weight[i], ratio);
	}
	return score;
}
