#include "figure/knowledge.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>

#include "text/fold.h"

enum {
	TABLE_MAX = 32 << 20, /* bytes of one file */
	FORM_MAX = 200,	      /* bytes of a form */
	MATCHES_MAX = 1 << 20,
};

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

/* Forms that begin alike: [from, to) of the sorted list. */
struct bucket {
	uint64_t key; /* 0: free */
	uint32_t from, to;
};

struct knowledge {
	struct arena arena;
	struct lexeme *lexemes;
	size_t count, capacity;
	struct bucket *buckets;
	size_t bucket_count; /* a power of two */
	struct digest_state state;
	knowledge_told *told;
	void *context;
};

/* ---- folding in place ---- */

static unsigned
rune_size(uint32_t rune)
{
	return rune < 0x80 ? 1 : rune < 0x800 ? 2 : rune < 0x10000 ? 3 : 4;
}

void
fold_in_place(struct str s, char *out)
{
	while (s.n) {
		struct str before = s;
		uint32_t rune, folded[FOLD_MAX];
		size_t n;
		if (!pull_rune(&s, &rune))
			break;
		n = before.n - s.n;
		if (fold_rune(rune, folded) != 1 || rune_size(folded[0]) != n || rune_write(folded[0], out) != n)
			memcpy(out, before.p, n);
		out += n;
	}
}

/* ---- what a form begins with ---- */

static size_t
first_size(struct str s)
{
	unsigned char c = s.n ? (unsigned char)s.p[0] : 0;
	size_t n = c < 0x80 ? 1 : c < 0xe0 ? 2 : c < 0xf0 ? 3 : 4;

	return n < s.n ? n : s.n;
}

static uint64_t
key_of(const char *p, size_t n)
{
	uint64_t key = n;

	for (size_t i = 0; i < n; i++)
		key = key << 8 | (unsigned char)p[i];
	return key * 0x9e3779b97f4a7c15u | 1;
}

/* The first two characters, or the only one. */
static size_t
head_size(struct str s)
{
	size_t first = first_size(s);

	return first + first_size(str_from(s, first));
}

static struct bucket *
bucket_of(const struct knowledge *knowledge, uint64_t key)
{
	size_t mask = knowledge->bucket_count - 1, at = (key >> 17) & mask;

	while (knowledge->buckets[at].key && knowledge->buckets[at].key != key)
		at = (at + 1) & mask;
	return &knowledge->buckets[at];
}

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

/* Forms are sorted, so those with the same head stand together. */
static void
buckets_make(struct knowledge *knowledge)
{
	qsort(knowledge->lexemes, knowledge->count, sizeof(*knowledge->lexemes), by_form);
	for (knowledge->bucket_count = 1024; knowledge->bucket_count < 3 * knowledge->count;)
		knowledge->bucket_count *= 2;
	knowledge->buckets = arena_array(&knowledge->arena, struct bucket, knowledge->bucket_count);
	for (uint32_t i = 0; i < knowledge->count; i++) {
		struct str form = knowledge->lexemes[i].form;
		uint64_t key = key_of(form.p, head_size(form));
		struct bucket *bucket = bucket_of(knowledge, key);
		if (!bucket->key)
			*bucket = (struct bucket){ key, i, i };
		bucket->to = i + 1;
	}
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

struct digest
knowledge_digest(const struct knowledge *knowledge)
{
	struct digest_state state = knowledge->state;

	return digest_final(&state);
}

/* ---- finding ---- */

/* Two letters or two digits of one word; 168cm are two words. */
static bool
is_joined(char a, char b)
{
	return (char_is_alpha(a) && char_is_alpha(b)) || (char_is_digit(a) && char_is_digit(b));
}

/* A form of letters does not begin or end inside a word. */
static bool
is_whole(struct str text, size_t from, size_t to)
{
	return !(from && is_joined(text.p[from - 1], text.p[from])) && !(to < text.n && is_joined(text.p[to - 1], text.p[to]));
}

static void
find_head(struct arena *arena, const struct knowledge *knowledge, struct str folded, size_t at, size_t head,
    struct matches *out, size_t *capacity)
{
	const struct bucket *bucket = bucket_of(knowledge, key_of(folded.p + at, head));

	if (!bucket->key)
		return;
	/* longest first: the list is sorted, so longer forms stand behind */
	for (uint32_t i = bucket->to; i-- > bucket->from && out->count < MATCHES_MAX;) {
		const struct lexeme *lexeme = &knowledge->lexemes[i];
		size_t n = lexeme->form.n;
		if (n > folded.n - at || memcmp(lexeme->form.p, folded.p + at, n) != 0 || !is_whole(folded, at, at + n))
			continue;
		arena_push(arena, out->items, out->count, *capacity);
		out->items[out->count++] = (struct match){ { (uint32_t)at, (uint32_t)(at + n) }, lexeme };
	}
}

void
knowledge_find(struct arena *arena, const struct knowledge *knowledge, struct str folded, struct matches *out)
{
	struct matches matches = { 0 };
	size_t capacity = 0;

	for (size_t at = 0; at < folded.n;) {
		size_t one = first_size(str_from(folded, at)), two = head_size(str_from(folded, at));
		if (two > one)
			find_head(arena, knowledge, folded, at, two, &matches, &capacity);
		find_head(arena, knowledge, folded, at, one, &matches, &capacity);
		at += one;
	}
	*out = matches;
}

/* ---- asking ---- */

const struct match *
match_next(const struct matches *matches, enum lexicon lexicon, size_t *i)
{
	while (*i < matches->count && matches->items[*i].lexeme->lexicon != lexicon)
		++*i;
	return *i < matches->count ? &matches->items[(*i)++] : NULL;
}

/* The first hit at or behind ${at}. */
static size_t
first_from(const struct matches *matches, uint32_t at)
{
	size_t from = 0, to = matches->count;

	while (from < to) {
		size_t middle = (from + to) / 2;
		if (matches->items[middle].span.from < at)
			from = middle + 1;
		else
			to = middle;
	}
	return from;
}

const struct match *
match_at(const struct matches *matches, enum lexicon lexicon, uint32_t at)
{
	for (size_t i = first_from(matches, at); i < matches->count && matches->items[i].span.from == at; i++)
		if (matches->items[i].lexeme->lexicon == lexicon)
			return &matches->items[i];
	return NULL;
}

const struct match *
match_before(const struct matches *matches, enum lexicon lexicon, uint32_t at)
{
	const struct match *best = NULL;

	for (size_t i = first_from(matches, at); i-- && matches->items[i].span.from + FORM_MAX >= at;)
		if (matches->items[i].span.to == at && matches->items[i].lexeme->lexicon == lexicon)
			best = &matches->items[i];
	return best;
}

struct str
lexeme_arg(const struct lexeme *lexeme, struct str key)
{
	struct str rest = lexeme->args, word, name;

	while (pull_field(&rest, ' ', &word))
		if (pull_until(&word, S("="), &name) && str_equal(name, key))
			return word;
	return S("");
}

bool
lexeme_has(const struct lexeme *lexeme, struct str key)
{
	struct str rest = lexeme->args, word;

	while (pull_field(&rest, ' ', &word))
		if (str_equal(word, key))
			return true;
	return false;
}
