#include "search/query.h"
#include "text/fold.h"

/* What stands between two runs of a phrase: nothing where they touched, a stop where the reader's
 * sentence ended. */
static void
push_gap(struct buf *out, const struct run *run, bool touching)
{
	if (run->broken)
		buf_push_literal(out, "。");
	else if (!touching)
		buf_push_char(out, ' ');
}

static void
push_run(struct buf *out, const struct run *run)
{
	if (run->kind == RUN_NUMBER)
		number_push(out, run->text);
	else
		buf_push_str(out, run->text);
}

/* Runs of ${folded} with nothing but what counts between them; how many there are. */
static size_t
push_plain(struct buf *out, struct str folded)
{
	const char *end = NULL;
	struct run run;
	size_t count = 0;

	while (pull_run(&folded, &run)) {
		if (end)
			push_gap(out, &run, run.text.p == end);
		push_run(out, &run);
		end = run.text.p + run.text.n;
		count++;
	}
	return count;
}

bool
phrase_init(struct arena *arena, struct str written, struct phrase *out)
{
	struct buf folded CLEAN(buf_done) = { 0 }, plain CLEAN(buf_done) = { 0 };
	struct str rest;
	size_t count;

	fold_str(written, &folded);
	count = push_plain(&plain, buf_str(&folded));
	if (count == 0)
		return false;
	*out = (struct phrase){ .written = written, .folded = str_copy(arena, buf_str(&plain)) };
	out->runs = arena_array(arena, struct run, count);
	rest = out->folded;
	while (out->count < count && pull_run(&rest, &out->runs[out->count]))
		out->count++;
	return true;
}

/* ---- finding it in a text ---- */

static bool
number_equal(struct str number, struct str wanted)
{
	size_t at = 0;

	for (size_t i = 0; i < number.n; i++) {
		if (number.p[i] == ',')
			continue;
		if (at == wanted.n || number.p[i] != wanted.p[at])
			return false;
		at++;
	}
	return at == wanted.n;
}

static bool
run_equal(const struct run *run, const struct run *wanted)
{
	if (run->kind != wanted->kind)
		return false;
	return run->kind == RUN_NUMBER ? number_equal(run->text, wanted->text)
				       : str_equal(run->text, wanted->text);
}

/* The last run of a phrase may be only the beginning of one in the text, if it is CJK. */
static bool
run_begins(const struct run *run, const struct run *wanted)
{
	return run->kind == wanted->kind && run->kind == RUN_CJK &&
	       str_starts(run->text, wanted->text);
}

/* Whether ${run} may follow: a sentence must not have ended before it unless it did in the phrase.
 * Between two CJK runs it makes no difference, as in the index. */
static bool
gap_fits(const struct run *before, const struct run *run, const struct run *wanted)
{
	bool cjk = before->kind == RUN_CJK && run->kind == RUN_CJK;

	return cjk || run->broken == wanted->broken;
}

/* Whether the runs of the phrase from the second on follow in ${rest}; gives where the last one
 * ends. */
static bool
tail_fits(const struct phrase *phrase, struct str rest, const char **end)
{
	for (size_t i = 1; i < phrase->count; i++) {
		const struct run *wanted = &phrase->runs[i];
		bool last = i + 1 == phrase->count;
		struct run run;

		if (!pull_run(&rest, &run) || !gap_fits(wanted - 1, &run, wanted))
			return false;
		if (!run_equal(&run, wanted) && !(last && run_begins(&run, wanted)))
			return false;
		*end = run.text.p + wanted->text.n;
		if (run.kind == RUN_NUMBER)
			*end = run.text.p + run.text.n;
	}
	return true;
}

/* A phrase that begins with CJK: anywhere inside a run, at its end if more runs follow. */
static bool
cjk_find(const struct phrase *phrase, struct str folded, size_t from, size_t *start, size_t *end)
{
	struct str first = phrase->runs[0].text;
	ptrdiff_t at = -1;

	while ((at = str_find(folded, first, from)) >= 0) {
		const char *stop = folded.p + at + first.n;
		struct str rest = str_from(folded, (size_t)at + first.n), peek = rest;
		struct run next;
		bool inside = pull_run(&peek, &next) && next.kind == RUN_CJK && next.text.p == stop;

		from = (size_t)at + 1;
		if (phrase->count > 1 && (inside || !tail_fits(phrase, rest, &stop)))
			continue;
		*start = (size_t)at;
		*end = (size_t)(stop - folded.p);
		return true;
	}
	return false;
}

/* Whether the phrase begins with the run at the front of ${rest}. */
static bool
fits_here(const struct phrase *phrase, struct str rest, const char **stop)
{
	struct run run;

	if (!pull_run(&rest, &run) || !run_equal(&run, &phrase->runs[0]))
		return false;
	*stop = run.text.p + run.text.n;
	return tail_fits(phrase, rest, stop);
}

static bool
word_find(const struct phrase *phrase, struct str folded, size_t from, size_t *start, size_t *end)
{
	ptrdiff_t at = -1;
	const char *stop;

	for (; (at = str_find(folded, phrase->runs[0].text, from)) >= 0; from = (size_t)at + 1) {
		if (!word_may_begin(folded, (size_t)at) ||
		    !fits_here(phrase, str_from(folded, (size_t)at), &stop))
			continue;
		*start = (size_t)at;
		*end = (size_t)(stop - folded.p);
		return true;
	}
	return false;
}

/* A number may have group commas in the text: run by run. */
static bool
number_find(const struct phrase *phrase, struct str folded, size_t from, size_t *start, size_t *end)
{
	struct str rest = str_from(folded, from), before = rest;
	const char *stop;
	struct run run;

	for (; pull_run(&rest, &run); before = rest) {
		if (run.kind != RUN_NUMBER || !fits_here(phrase, before, &stop))
			continue;
		*start = (size_t)(run.text.p - folded.p);
		*end = (size_t)(stop - folded.p);
		return true;
	}
	return false;
}

bool
phrase_find(const struct phrase *phrase, struct str folded, size_t from, size_t *start, size_t *end)
{
	static bool (*const finders[])(
	    const struct phrase *, struct str, size_t, size_t *, size_t *) = {
		[RUN_CJK] = cjk_find, [RUN_WORD] = word_find, [RUN_NUMBER] = number_find
	};

	return finders[phrase->runs[0].kind](phrase, folded, from, start, end);
}
