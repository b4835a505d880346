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
	BYTES_OF_MATCH = 3, /* of text, about: where its list begins */
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

/* What follows the head of a form, up to eight bytes, so that most hits and misses are told by one comparison. */
struct tail {
	uint64_t bytes, mask;
	uint32_t size; /* of the whole form */
};

/* [from, to) of the sorted list. */
struct range {
	uint32_t from, to;
};

enum { HEAD_BITS = 1 << 18, RUNES = 1 << 16 };

struct knowledge {
	struct arena arena;
	uint64_t heads[HEAD_BITS / 64]; /* a bit of each key of two characters: most text has none, and asks no further */
	struct range singles[RUNES]; /* by character: the forms that are that character alone */
	struct lexeme *lexemes;
	size_t count, capacity;
	struct tail *tails; /* of each lexeme */
	struct bucket *buckets;
	size_t bucket_count; /* a power of two */
	struct digest_state state;
	const struct name_sets *name_sets;
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

/* Up to eight bytes, the first lowest. */
static uint64_t
bytes_at(struct str s, size_t at)
{
	uint64_t bytes = 0;

	if (at + 8 <= s.n)
		memcpy(&bytes, s.p + at, 8);
	else
		memcpy(&bytes, s.p + at, s.n - at);
	return bytes;
}

/* Of the ${n} bytes at ${at}, eight at most. */
static uint64_t
key_of(struct str s, size_t at, size_t n)
{
	uint64_t bytes = bytes_at(s, at);

	if (n < 8)
		bytes &= (1ull << 8 * n) - 1;
	return (bytes ^ (uint64_t)n << 59) * 0x9e3779b97f4a7c15u | 1;
}

/* The first two characters, or the only one. */
static size_t
head_size(struct str s)
{
	size_t first = first_size(s);

	return first < s.n ? first + first_size(str_from(s, first)) : first;
}

static void
bit_set(uint64_t *bits, size_t i)
{
	bits[i / 64] |= 1ull << i % 64;
}

static bool
bit_is_set(const uint64_t *bits, size_t i)
{
	return bits[i / 64] >> i % 64 & 1;
}

static size_t
head_bit(uint64_t key)
{
	return key >> 40 & (HEAD_BITS - 1);
}

/* The character of ${n} bytes at ${p}, as far as singles tells them apart. */
static size_t
single_index(const char *p, size_t n)
{
	const unsigned char *c = (const unsigned char *)p;

	return (n < 2 ? c[0] : n < 3 ? c[0] << 6 ^ c[1] : c[0] << 12 ^ (c[1] & 63) << 6 ^ (c[2] & 63)) & (RUNES - 1);
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
tail_of(struct str form, size_t head)
{
	size_t n = form.n - head;

	return (struct tail){ bytes_at(form, head), n < 8 ? (1ull << 8 * n) - 1 : ~0ull, (uint32_t)form.n };
}

static void
head_mark(struct knowledge *knowledge, uint32_t i, size_t head, uint64_t key)
{
	struct str form = knowledge->lexemes[i].form;
	struct range *single = &knowledge->singles[single_index(form.p, head)];

	if (head > first_size(form)) {
		bit_set(knowledge->heads, head_bit(key));
		return;
	}
	/* forms of one character stand beside each other in the list, but for the few whose index is one */
	single->from = single->to ? (i < single->from ? i : single->from) : i;
	single->to = i + 1;
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
		uint64_t key = key_of(form, 0, head);
		struct bucket *bucket = bucket_of(knowledge, key);
		head_mark(knowledge, i, head, key);
		knowledge->tails[i] = tail_of(form, head);
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

struct finding {
	struct arena *arena;
	const struct knowledge *knowledge;
	struct str text;
	struct matches matches;
	size_t capacity;
};

static void
match_push(struct finding *finding, size_t at, size_t size, uint32_t i)
{
	struct matches *out = &finding->matches;

	if (out->count >= MATCHES_MAX || !is_whole(finding->text, at, at + size))
		return;
	arena_push(finding->arena, out->items, out->count, finding->capacity);
	out->items[out->count++] = (struct match){ { (uint32_t)at, (uint32_t)(at + size) }, &finding->knowledge->lexemes[i] };
}

/* All forms with the head of ${head} bytes at ${at}; longest first: the list is sorted, so longer forms stand behind. */
static void
find_head(struct finding *finding, size_t at, size_t head, uint64_t key)
{
	const struct knowledge *knowledge = finding->knowledge;
	const struct bucket *bucket = bucket_of(knowledge, key);
	uint64_t tail = bytes_at(finding->text, at + head);

	for (uint32_t i = bucket->key ? bucket->to : 0; i-- > bucket->from;) {
		const struct tail *form = &knowledge->tails[i];
		if ((tail & form->mask) != form->bytes || form->size > finding->text.n - at)
			continue;
		if (form->size > head + 8 && memcmp(knowledge->lexemes[i].form.p, finding->text.p + at, form->size) != 0)
			continue;
		match_push(finding, at, form->size, i);
	}
}

/* All forms of the one character at ${at}. */
static void
find_single(struct finding *finding, size_t at, size_t size)
{
	const struct knowledge *knowledge = finding->knowledge;
	struct range range = knowledge->singles[single_index(finding->text.p + at, size)];

	for (uint32_t i = range.to; i-- > range.from;)
		if (knowledge->tails[i].size == size && memcmp(knowledge->lexemes[i].form.p, finding->text.p + at, size) == 0)
			match_push(finding, at, size, i);
}

/* So that what stands at a place is found without a search. */
static void
blocks_make(struct arena *arena, struct matches *matches, size_t size)
{
	size_t i = 0;

	matches->block_count = size / MATCH_BLOCK + 2;
	matches->blocks = arena_alloc_dirty(arena, matches->block_count * sizeof(*matches->blocks));
	for (size_t block = 0; block < matches->block_count; block++) {
		while (i < matches->count && matches->items[i].span.from < block * MATCH_BLOCK)
			i++;
		matches->blocks[block] = (uint32_t)i;
	}
}

void
knowledge_find(struct arena *arena, const struct knowledge *knowledge, struct str folded, struct matches *out)
{
	struct finding finding = { .arena = arena, .knowledge = knowledge, .text = folded, .capacity = folded.n / BYTES_OF_MATCH + 16 };

	finding.matches.items = arena_alloc_dirty(arena, finding.capacity * sizeof(struct match));
	for (size_t at = 0, one, two; at < folded.n; at += one) {
		one = first_size(str_from(folded, at));
		two = at + one < folded.n ? one + first_size(str_from(folded, at + one)) : one;
		if (two > one) {
			uint64_t key = key_of(folded, at, two);
			if (bit_is_set(knowledge->heads, head_bit(key)))
				find_head(&finding, at, two, key);
		}
		find_single(&finding, at, one);
	}
	blocks_make(arena, &finding.matches, folded.n);
	*out = finding.matches;
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
	size_t block = at / MATCH_BLOCK, i;

	if (!matches->count || block >= matches->block_count)
		return matches->count;
	for (i = matches->blocks[block]; i < matches->count && matches->items[i].span.from < at;)
		i++;
	return i;
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
	for (uint32_t i = 0; i < lexeme->word_count; i++)
		if (str_equal(lexeme->words[i].name, key))
			return lexeme->words[i].value;
	return S("");
}

bool
lexeme_has(const struct lexeme *lexeme, struct str key)
{
	for (uint32_t i = 0; i < lexeme->word_count; i++)
		if (str_equal(lexeme->words[i].whole, key))
			return true;
	return false;
}
