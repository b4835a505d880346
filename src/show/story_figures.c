#include "show/story_figures.h"

#include <string.h>

#include "ledger/ledger.h"
#include "show/figure_words.h"
#include "show/page.h"

enum { LINES = 6, OF_ARTICLE = 32, READ_MOST = 32 };

/* What is asked of an event, in this order. */
static const struct str slots[] = { STR_INIT("killed"), STR_INIT("injured"), STR_INIT("killed_or_injured"), STR_INIT("missing"),
	STR_INIT("infected"), STR_INIT("displaced"), STR_INIT("evacuated"), STR_INIT("destroyed"), STR_INIT("damaged"),
	STR_INIT("without_power"), STR_INIT("arrested"), STR_INIT("magnitude"), STR_INIT("aid"), STR_INIT("loss"), STR_INIT("cost") };

struct few {
	struct ledger_claim items[LINES];
	size_t count, read;
};

static bool
is_told(const struct few *few, const struct figure *figure)
{
	for (size_t i = 0; i < few->count; i++) {
		const struct figure *other = &few->items[i].figure;
		if (str_equal(other->slot, figure->slot) && str_equal(other->unit, figure->unit) &&
		    strcmp(other->value.min, figure->value.min) == 0 && strcmp(other->value.max, figure->value.max) == 0)
			return true;
	}
	return false;
}

/* What was made anew meanwhile, or is damaged, is passed over. */
static struct err
key_take(struct request *request, const struct figure_key *key, struct few *few)
{
	struct ledger_claim claim = { 0 };
	struct err e = ledger_claim_read(request->clerk->archive, request->arena, key, &claim);

	few->read++;
	if (e.code == ERR_NOT_FOUND || e.code == ERR_DAMAGE || e.code == ERR_WIRE)
		return (struct err){ 0 };
	if (!e.code && !is_told(few, &claim.figure))
		few->items[few->count++] = claim;
	return e;
}

static struct err
slot_take(struct request *request, const struct figure_keys *keys, size_t count, struct str slot, struct few *few)
{
	struct err e = { 0 };

	for (size_t i = 0; i < count; i++)
		for (size_t k = keys[i].count; k-- > 0 && !e.code && few->count < LINES && few->read < READ_MOST;)
			if (str_equal(keys[i].items[k].slot, slot))
				e = key_take(request, &keys[i].items[k], few);
	return e;
}

struct err
story_figures_write(struct request *request, struct html_out *out, const struct article_rows *rows)
{
	struct figure_keys *keys = arena_array(request->arena, struct figure_keys, rows->count);
	struct few few = { 0 };
	struct err e = { 0 };

	if (out->links)
		return e;
	for (size_t i = 0; i < rows->count && !e.code; i++)
		e = figures_list(request->clerk->archive, request->arena,
		    &(struct figure_filter){ .article = rows->items[i].id, .limit = OF_ARTICLE }, &keys[i]);
	for (size_t i = 0; i < LENGTH(slots) && !e.code; i++)
		e = slot_take(request, keys, rows->count, slots[i], &few);
	if (e.code || !few.count)
		return e;
	out_put(out, "<h2>");
	out_word(out, WORD_FIGURES);
	out_put(out, "</h2>\n");
	lines_begin(out);
	for (size_t i = 0; i < few.count; i++)
		claim_line(out, &few.items[i]);
	lines_end(out);
	return e;
}
