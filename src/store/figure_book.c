#include "store/figure_book.h"

/* ---- words and numbers ---- */

struct err
figure_word_find(struct archive *archive, struct str word, int64_t *out)
{
	struct sql q = sql_query(archive, "SELECT id FROM figure_words WHERE word = ?");

	sql_bind_str(&q, word.n ? word : S(""));
	*out = sql_row(&q) ? sql_int(&q, 0) : 0;
	return sql_end(&q);
}

static struct err
word_read(struct figure_words *words, int64_t number, struct str *out)
{
	struct sql q = sql_query(words->archive, "SELECT word FROM figure_words WHERE id = ?");

	sql_bind_int(&q, number);
	bool found = sql_row(&q);
	if (found)
		*out = sql_str(&q, words->arena, 0);
	struct err e = sql_end(&q);
	return e.code || found ? e : err_new(ERR_DAMAGE, "a word of figures is missing");
}

struct err
figure_word_of(struct figure_words *words, int64_t number, struct str *out)
{
	struct figure_known *known = &words->known[(uint64_t)number % LENGTH(words->known)];
	struct err e = { 0 };

	if (known->number != number) {
		e = word_read(words, number, &known->word);
		known->number = e.code ? 0 : number;
	}
	if (!e.code)
		*out = known->word;
	return e;
}

static struct err
word_of(void *context, int64_t number, struct str *out)
{
	return figure_word_of(context, number, out);
}

struct figure_book
figure_book_of(struct figure_words *words)
{
	return (struct figure_book){ .word = word_of, .context = words };
}

/* ---- as texts write them ---- */

struct err
figure_word_complete(struct archive *archive, struct arena *arena, struct figure_word_row *row)
{
	struct sql q = sql_query(archive,
	    "SELECT w.word, (SELECT m.form FROM figure_forms m WHERE m.name = w.id ORDER BY"
	    " (SELECT count(*) FROM figure_names n WHERE n.form = m.id) DESC, m.id LIMIT 1),"
	    " (SELECT max(m.at) FROM figure_forms m WHERE m.name = w.id) FROM figure_words w WHERE w.id = ?");

	sql_bind_int(&q, row->id);
	bool found = sql_row(&q);
	if (found) {
		row->word = sql_str(&q, arena, 0);
		row->form = sql_str(&q, arena, 1);
		row->at = sql_str(&q, arena, 2);
	}
	return sql_end_found(&q, found);
}
