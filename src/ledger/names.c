#include "ledger/names.h"

enum { OWN_MAX = 12, KINS_MAX = 50 };

static struct name_form
name_form(const struct figure_form *form)
{
	return (struct name_form){ .form = form->form, .latin = form->latin, .office = form->office };
}

static int
evidence_count(unsigned evidence)
{
	return __builtin_popcount(evidence);
}

/* What most says that they are one; to ask about sound costs, so it is asked only where something else is the same. */
static struct likeness
best_likeness(struct pinyin *pinyin, const struct figure_forms *own, const struct figure_form *other)
{
	struct name_form b = name_form(other);
	struct likeness best = { 0 };

	for (size_t i = 0; i < own->count && i < OWN_MAX; i++) {
		struct name_form a = name_form(&own->items[i]);
		struct likeness likeness;
		if (!(a.office.n && str_equal(a.office, b.office)) && !(a.latin.n && b.latin.n && latin_is_same(a.latin, b.latin)))
			continue;
		likeness = name_likeness(pinyin, &a, &b);
		if (likeness.is_same && evidence_count(likeness.evidence) > evidence_count(best.evidence))
			best = likeness;
	}
	return best;
}

static void
kin_add(struct name_kins *kins, const struct figure_form *form, struct likeness likeness)
{
	for (size_t i = 0; i < kins->count; i++)
		if (kins->items[i].name == form->name) {
			if (evidence_count(likeness.evidence) > evidence_count(kins->items[i].likeness.evidence))
				kins->items[i] = (struct name_kin){ form->name, *form, likeness };
			return;
		}
	if (kins->count < KINS_MAX)
		kins->items[kins->count++] = (struct name_kin){ form->name, *form, likeness };
}

struct err
name_kins_find(struct archive *archive, struct arena *arena, struct pinyin *pinyin, int64_t name, const struct figure_forms *forms,
    struct name_kins *out)
{
	struct name_kins kins = { arena_array(arena, struct name_kin, KINS_MAX), 0 };
	struct figure_forms others = { 0 };
	struct err e = pinyin ? figure_names_like(archive, arena, name, &others) : (struct err){ 0 };

	for (size_t i = 0; i < others.count && !e.code; i++) {
		struct likeness likeness = best_likeness(pinyin, forms, &others.items[i]);
		if (likeness.is_same)
			kin_add(&kins, &others.items[i], likeness);
	}
	if (!e.code)
		*out = kins;
	return e;
}
