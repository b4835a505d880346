#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>

#include "figure/knowledge_inside.h"

enum { TABLE_MAX = 32 << 20 /* bytes of one file */ };

static const struct {
	const char *file;
	enum lexicon lexicon;
} knowledge_tables[] = {
	{ "approximators.tsv", LEX_APPROX },
	{ "units.tsv", LEX_UNIT },
	{ "nouns.tsv", LEX_NOUN },
	{ "times.tsv", LEX_TIME },
	{ "cues.tsv", LEX_CUE },
	{ "hedges.tsv", LEX_HEDGE },
	{ "titles.tsv", LEX_TITLE },
	{ "people.tsv", LEX_PEOPLE },
	{ "organisations.tsv", LEX_ORGANISATION },
	{ "places.tsv", LEX_PLACE },
	{ "gazetteer.tsv", LEX_PLACE },
	{ "persons.tsv", LEX_PERSON },
	{ "events.tsv", LEX_EVENT },
	{ "stop.tsv", LEX_STOP },
	{ "weapons.tsv", LEX_WEAPON },
};

/* ---- what a form begins with ---- */

static int
by_form(const void *a, const void *b)
{
	const struct lexeme *x = a, *y = b;
	int order = str_compare(x->form, y->form);

	if (order)
		return order;
	if (x->lexicon != y->lexicon)
		return x->lexicon < y->lexicon ? -1 : 1;
	order = str_compare(x->id, y->id);
	return order ? order : str_compare(x->args, y->args);
}

/* Names that are in two tables; words that begin frames have a row for each way they stand. */
static bool
is_told_twice(enum lexicon lexicon)
{
	return lexicon == LEX_PLACE || lexicon == LEX_ORGANISATION || lexicon == LEX_PERSON || lexicon == LEX_TITLE || lexicon == LEX_PEOPLE;
}

/* Of what two tables say alike of one form, the row that says more. */
static void
twins_drop(struct knowledge *knowledge)
{
	struct lexeme *lexemes = knowledge->lexemes;
	size_t n = 0;

	for (size_t i = 0; i < knowledge->count; i++) {
		struct lexeme *last = n ? &lexemes[n - 1] : NULL;
		if (last && is_told_twice(lexemes[i].lexicon) && last->lexicon == lexemes[i].lexicon &&
		    str_equal(last->form, lexemes[i].form) && str_equal(last->id, lexemes[i].id)) {
			if (lexemes[i].args.n > last->args.n)
				*last = lexemes[i];
			continue;
		}
		lexemes[n++] = lexemes[i];
	}
	knowledge->count = n;
}

static struct tail
tail_of(const struct lexeme *lexeme, size_t head)
{
	size_t n = lexeme->form.n - head;

	return (struct tail){ bytes_at(lexeme->form, head), (uint8_t)(n < 8 ? n : 8), (uint8_t)lexeme->form.n, (uint8_t)lexeme->lexicon };
}

static void
head_mark(struct knowledge *knowledge, uint32_t i, size_t head, uint64_t key)
{
	struct str form = knowledge->lexemes[i].form;
	size_t index = single_index(bytes_at(form, 0), head);
	struct range *single = &knowledge->singles[index];

	if (head > first_size(form)) {
		bit_set(knowledge->heads, head_bit(key));
		return;
	}
	/* forms of one character stand beside each other in the list, but for the few whose index is one */
	single->from = single->to ? (i < single->from ? i : single->from) : i;
	single->to = i + 1;
	knowledge->sights.kinds[index] |= SIGHT_SINGLE;
}

static size_t
heads_count(const struct knowledge *knowledge)
{
	struct str last = { 0 };
	size_t n = 0;

	for (size_t i = 0; i < knowledge->count; i++) {
		struct str form = knowledge->lexemes[i].form, head = str_slice(form, 0, head_size(form));
		n += !str_equal(head, last);
		last = head;
	}
	return n;
}

/* Forms are sorted, so those with the same head stand together. */
static void
buckets_make(struct knowledge *knowledge)
{
	size_t heads;

	qsort(knowledge->lexemes, knowledge->count, sizeof(*knowledge->lexemes), by_form);
	twins_drop(knowledge);
	heads = heads_count(knowledge);
	/* small enough to stay near the processor: twice as many as there are heads */
	for (knowledge->bucket_count = 1024; knowledge->bucket_count < 2 * heads;)
		knowledge->bucket_count *= 2;
	knowledge->buckets = arena_array(&knowledge->arena, struct bucket, knowledge->bucket_count);
	knowledge->tails = arena_array(&knowledge->arena, struct tail, knowledge->count);
	for (uint32_t i = 0; i < knowledge->count; i++) {
		struct str form = knowledge->lexemes[i].form;
		size_t head = head_size(form);
		uint64_t key = key_of(bytes_at(form, 0), head);
		struct bucket *bucket = bucket_of(knowledge, key);
		head_mark(knowledge, i, head, key);
		knowledge->tails[i] = tail_of(&knowledge->lexemes[i], head);
		if (!bucket->key)
			*bucket = (struct bucket){ key, i, i };
		bucket->to = i + 1;
	}
}

void
sights_add(struct sights *sights, uint32_t rune, enum sight kind)
{
	char bytes[8] = { 0 }; /* as many as bytes_at reads */
	struct str s = { bytes, rune_write(rune, bytes) };

	sights->kinds[single_index(bytes_at(s, 0), s.n)] |= (uint8_t)kind;
}

/* ---- reading a table ---- */

static void
complain(const struct knowledge *knowledge, const char *file, uint32_t line, const char *why)
{
	if (knowledge->told)
		knowledge->told(knowledge->context, file, line, why);
}

static struct str
cell(struct str *line)
{
	struct str s;

	if (!pull_field(line, '\t', &s))
		return S("");
	s = str_trim(s);
	return str_equal(s, S("-")) ? S("") : s;
}

static uint32_t
words_count(struct str args)
{
	struct str word;
	uint32_t n = 0;

	while (pull_field(&args, ' ', &word))
		n += word.n > 0;
	return n;
}

/* Splits the arguments once, here; neighbours often have the same. */
static void
words_split(struct knowledge *knowledge, struct lexeme *lexeme)
{
	const struct lexeme *last = knowledge->count ? &knowledge->lexemes[knowledge->count - 1] : NULL;
	struct str args = lexeme->args, word;
	struct lexeme_word *words;
	uint32_t n = 0;

	if (last && str_equal(last->args, args)) {
		lexeme->words = last->words;
		lexeme->word_count = last->word_count;
		return;
	}
	words = arena_array(&knowledge->arena, struct lexeme_word, words_count(args));
	while (pull_field(&args, ' ', &word)) {
		struct lexeme_word split = { .whole = word };
		if (pull_until(&word, S("="), &split.name))
			split.value = word;
		if (split.whole.n)
			words[n++] = split;
	}
	lexeme->words = words;
	lexeme->word_count = n;
}

static void
take_line(struct knowledge *knowledge, enum lexicon lexicon, struct str line, const char *file, uint32_t number)
{
	struct lexeme lexeme = { .lexicon = lexicon };
	struct str form = cell(&line);
	char *folded;

	lexeme.id = cell(&line);
	lexeme.args = cell(&line);
	if (!form.n || form.n > FORM_MAX) {
		complain(knowledge, file, number, form.n ? "the form is too long" : "a line without a form");
		return;
	}
	folded = arena_alloc_dirty(&knowledge->arena, form.n);
	fold_in_place(form, folded);
	lexeme.form = (struct str){ folded, form.n };
	words_split(knowledge, &lexeme);
	if (lexicon == LEX_EVENT)
		lexeme.event = event_row_new(&knowledge->arena, &lexeme);
	if (lexicon == LEX_CUE)
		lexeme.cue = cue_row_new(&knowledge->arena, &lexeme);
	if (lexicon == LEX_UNIT)
		lexeme.unit_kind = unit_kind_read(&lexeme);
	arena_push(&knowledge->arena, knowledge->lexemes, knowledge->count, knowledge->capacity);
	knowledge->lexemes[knowledge->count++] = lexeme;
}

static void
take_table(struct knowledge *knowledge, enum lexicon lexicon, struct str text, const char *file)
{
	struct str line;
	uint32_t number = 0;

	while (pull_field(&text, '\n', &line)) {
		number++;
		if (line.n && line.p[0] != '#' && str_trim(line).n)
			take_line(knowledge, lexicon, line, file, number);
	}
}

static struct err
table_open(struct knowledge *knowledge, const char *dir, const char *file, enum lexicon lexicon)
{
	struct buf path CLEAN(buf_done) = { 0 }, bytes CLEAN(buf_done) = { 0 };
	int fd CLEAN(fd_close) = -1;
	struct err e;

	buf_push_format(&path, "%s/%s", dir, file);
	buf_push_char(&path, '\0');
	fd = open(path.p, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return err_from_errno(errno, "a table of data/live");
	e = fd_read_all(fd, TABLE_MAX, &bytes);
	if (!e.code && utf8_valid_length(buf_raw(&bytes)) != bytes.n)
		e = err_new(ERR_UTF8, "a table of data/live");
	if (e.code)
		return e;
	digest_add(&knowledge->state, buf_raw(&bytes));
	take_table(knowledge, lexicon, str_copy(&knowledge->arena, buf_str(&bytes)), file);
	return e;
}

struct err
knowledge_open(const char *dir, knowledge_told *told, void *context, struct knowledge **out)
{
	struct knowledge *knowledge = mem_alloc(sizeof(*knowledge));
	struct err e = { 0 };

	*knowledge = (struct knowledge){ .told = told, .context = context };
	digest_init(&knowledge->state);
	for (size_t i = 0; i < LENGTH(knowledge_tables) && !e.code; i++)
		e = table_open(knowledge, dir, knowledge_tables[i].file, knowledge_tables[i].lexicon);
	if (e.code) {
		knowledge_close(knowledge);
		return e;
	}
	buckets_make(knowledge);
	knowledge->name_sets = name_sets_new(&knowledge->arena);
	count_sights(&knowledge->sights);
	speech_sights(&knowledge->sights);
	name_sights(knowledge->name_sets, &knowledge->sights);
	*out = knowledge;
	return e;
}

void
knowledge_close(struct knowledge *knowledge)
{
	if (!knowledge)
		return;
	arena_done(&knowledge->arena);
	free(knowledge);
}

const struct name_sets *
knowledge_name_sets(const struct knowledge *knowledge)
{
	return knowledge->name_sets;
}

struct digest
knowledge_digest(const struct knowledge *knowledge)
{
	struct digest_state state = knowledge->state;

	return digest_final(&state);
}
