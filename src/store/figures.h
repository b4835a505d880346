/*
 * figures.h: what texts say in numbers, kept: of each revision its figures, and of each figure a row to find it by.  Derived: all of it
 * can be made again.
 *
 * A figure's number is made of its revision's id and its place among that text's figures.  The reading itself is the business of the
 * confined worker (follow/figures.h asks it); what it answered is kept as it came, checked.
 */
#ifndef XINSHI_STORE_FIGURES_H
#define XINSHI_STORE_FIGURES_H

#include "base/map.h"
#include "record/analysed.h"
#include "store/articles.h"

/* Raised with every change of the levels that changes what is read: then all texts wait again. */
enum { FIGURES_RULES = 2 };

static inline int64_t
figure_id(int64_t revision, size_t index)
{
	return revision * FIGURES_MAX + (int64_t)index;
}

/* ---- what is to be read ---- */

struct figure_waiting {
	int64_t revision, article, n;
	int64_t time;	   /* when it was said first, as far as is known, seconds */
	int64_t published; /* as claimed, seconds; INT64_MIN: not known */
	int32_t zone_s;
	struct str headline, source;
	struct digest digest; /* of the text, as in its row */
};
struct figure_waitings {
	struct figure_waiting *items;
	size_t count;
};

/* Texts whose figures were never read, or whose text has changed since; behind revision ${after}, in their order. */
struct err figures_pending(
    struct archive *archive, struct arena *arena, int64_t after, size_t limit, struct figure_waitings *out);
struct err figures_pending_count(struct archive *archive, int64_t *out);
/* The text and tree of one, as wire_put_body wrote them. */
struct err figures_body(struct archive *archive, struct arena *arena, int64_t revision, struct raw *out);

/* Writer: forgets all, so that every text waits. */
struct err figures_forget(struct archive *archive);
/* How many texts are gone, and their figures not yet. */
struct err figures_gone(struct archive *archive, int64_t *out);
/* Writer: these are removed. */
struct err figures_leave(struct archive *archive);
/* Numbers of words looked up already, while many texts are kept: {0} at first; forgotten (figure_cache_done) where a transaction is. */
struct figure_cache {
	struct arena arena;
	struct map words, forms;
};
void figure_cache_done(struct figure_cache *cache);
/* Writer: keeps what was found, in place of what was there; ${found} NULL: it could not be read, for ${fault}. */
struct err figures_put(struct archive *archive, struct figure_cache *cache, const struct figure_waiting *waiting,
    const struct analysed *found, struct str text, struct err fault);

/* ---- what was found ---- */

/* All of one text; ERR_NOT_FOUND where it was not read yet. */
struct err figures_of(
    struct archive *archive, struct arena *arena, int64_t revision, struct str text, struct figures *out);

/* A row to find a figure by.  Names are the one name of a role in the tables, or as it is written, folded; empty: none. */
struct figure_key {
	int64_t id, revision, article, n;
	size_t index;	/* among those of its text */
	int64_t time;	/* when it was said, seconds */
	int64_t source; /* the outlet */
	int64_t story;	/* 0: none */
	struct str slot, unit, place, actor, target, speaker;
	struct str country, side; /* of the place, and whose; of claims alone (ledger/ledger.h) */
	int64_t place_id, actor_id, target_id, speaker_id; /* numbers of the names; 0: none */
	int64_t first_day, last_day; /* of what happened; INT64_MIN, INT64_MAX: open */
	bool is_dated;	/* else the days are those of its saying */
	bool is_latest; /* it stands in the article's newest text */
};
struct figure_keys {
	struct figure_key *items;
	size_t count;
	int64_t total; /* before and behind ->after, as far as they were to be counted */
};

struct figure_filter {
	struct str slot, unit; /* as the tables name them; empty: all */
	struct str place, speaker; /* words that stand in any form of the name, or its name in the tables; empty: all */
	int64_t name;	  /* the number of a name in any role; 0: all */
	int64_t from, to; /* time, [from, to) seconds; 0, 0: all */
	int64_t article;  /* 0: all */
	bool of_any;	  /* with slots or without; else only those whose slot is known */
	bool older;	  /* also those of texts that are not the newest of their article */
	int64_t after_time, after; /* behind this row, newest first; 0, 0: from the first */
	size_t limit;	  /* 0: 50 */
	int64_t counted;  /* so many at most are counted; 0: none */
};
/* Newest first. */
struct err figures_list(
    struct archive *archive, struct arena *arena, const struct figure_filter *filter, struct figure_keys *out);
/* ERR_NOT_FOUND. */
struct err figure_key_get(struct archive *archive, struct arena *arena, int64_t id, struct figure_key *out);
/* Those that may answer the question of ${key}: of the same slot and unit, with a day in common or next to one, and of the same article or
 * story, which stand first, or the same place; of each those that were said nearest in time first, at most ${limit}. */
struct err figures_near(struct archive *archive, struct arena *arena, const struct figure_key *key, size_t limit,
    struct figure_keys *out);

/* ---- names in figures ---- */

enum figure_word { WORD_OF_SLOT, WORD_OF_UNIT, WORD_OF_PLACE, WORD_OF_SPEAKER };
struct figure_word_row {
	int64_t id;
	struct str word; /* as the tables name it */
	struct str form; /* as most texts write it; of slots and units empty */
	struct str at;	 /* of places: degrees north and east; may be empty */
	int64_t figures;
};
struct figure_word_rows {
	struct figure_word_row *items;
	size_t count;
};
/* The words of one kind in what ${filter} allows, most used first. */
struct err figure_words(struct archive *archive, struct arena *arena, enum figure_word which,
    const struct figure_filter *filter, size_t limit, struct figure_word_rows *out);

/* A name as texts write it. */
struct figure_form {
	int64_t name;
	struct str form, latin, office, at;
	int64_t texts;	 /* in how many */
	int64_t article; /* the newest of them */
};
struct figure_forms {
	struct figure_form *items;
	size_t count;
};
/* The name with this number, most usual form first; ERR_NOT_FOUND. */
struct err figure_name(
    struct archive *archive, struct arena *arena, int64_t name, struct str *word, struct figure_forms *out);

/* Names besides ${name} whose forms say more than how they are written: with Latin letters, or an office. */
struct err figure_names_like(struct archive *archive, struct arena *arena, int64_t name, struct figure_forms *out);

/* How many texts were read, of how many; figures; and by how many different tables. */
struct figure_stats {
	int64_t texts, figures, faults, tables;
};
struct err figure_stats(struct archive *archive, struct figure_stats *out);

#endif
