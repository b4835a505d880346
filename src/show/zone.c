#include "show/zone.h"

static int64_t
articles_in(const struct sources *sources, int32_t zone_s)
{
	int64_t sum = 0;

	for (size_t i = 0; i < sources->count; i++)
		if (sources->items[i].zone_s == zone_s)
			sum += sources->items[i].articles;
	return sum;
}

int32_t
zone_of_most(const struct sources *sources)
{
	int32_t best = 0;
	int64_t most = 0;

	for (size_t i = 0; i < sources->count; i++) {
		int64_t sum = articles_in(sources, sources->items[i].zone_s);

		if (sum > most) {
			most = sum;
			best = sources->items[i].zone_s;
		}
	}
	return best;
}
