#include <stdlib.h>

#include "refine/page_words.h"

enum { VALUE_MAX = 400, FIRST_MAX = 256 };

static const struct block_word {
	const char *word;
	enum word_group group;
} block_words[] = {
#define ROW(word, group) { word, group },
#include "gen/block_words.inc"
#undef ROW
};

static const struct text_word {
	const char *word;
	enum text_words kind;
} text_words[] = {
#define ROW(word) { word, TEXT_STOP },
#include "gen/stop_words.inc"
#undef ROW
#define ROW(word, kind) { word, kind },
#include "gen/text_words.inc"
#undef ROW
};

enum { TEXT_SLOTS = 2048 };
_Static_assert(LENGTH(text_words) * 2 < TEXT_SLOTS, "half of the slots stay free");

struct needle {
	struct str word; /* without its bars */
	uint8_t group;
	bool at_start, at_end;
};

struct page_words {
	struct text_slot {
		uint64_t hash; /* 0: free */
		uint8_t kinds;
	} texts[TEXT_SLOTS];
	struct needle needles[LENGTH(block_words)];
	uint8_t first[FIRST_MAX + 1]; /* needles that begin with a byte: [first[b], first[b + 1]) */
	uint32_t second[FIRST_MAX];   /* what may stand behind it: 1 << the byte's low five bits, the same for both cases */
};
_Static_assert(LENGTH(block_words) < 256, "counts fit a byte");

static struct needle
needle_of(const struct block_word *row)
{
	struct needle needle = { .word = str_from_c(row->word), .group = row->group };

	needle.at_start = pull_char(&needle.word, '|');
	needle.at_end = str_ends(needle.word, S("|"));
	needle.word.n -= needle.at_end;
	return needle;
}

/* By first byte, stable. */
static void
needles_sort(struct page_words *words)
{
	size_t n = 0;

	for (unsigned byte = 0; byte < FIRST_MAX; byte++) {
		words->first[byte] = (uint8_t)n;
		for (size_t i = 0; i < LENGTH(block_words); i++) {
			struct needle needle = needle_of(&block_words[i]);
			if ((unsigned char)needle.word.p[0] != byte)
				continue;
			words->needles[n++] = needle;
			words->second[byte] |= needle.word.n > 1 ? 1u << (needle.word.p[1] & 31) : UINT32_MAX;
		}
	}
	words->first[FIRST_MAX] = (uint8_t)n;
}

static uint64_t
hash_of(struct str word)
{
	uint64_t hash = PAGE_WORD_HASH;

	for (size_t i = 0; i < word.n; i++)
		hash = page_word_hash(hash, word.p[i]);
	return hash;
}

static struct text_slot *
slot_of(const struct page_words *words, uint64_t hash)
{
	size_t at = (size_t)hash % TEXT_SLOTS;

	while (words->texts[at].hash && words->texts[at].hash != hash)
		at = (at + 1) % TEXT_SLOTS;
	return (struct text_slot *)&words->texts[at];
}

struct page_words *
page_words_open(void)
{
	struct page_words *words = mem_alloc(sizeof(*words));

	*words = (struct page_words){ 0 };
	for (size_t i = 0; i < LENGTH(text_words); i++) {
		uint64_t hash = hash_of(str_from_c(text_words[i].word));
		struct text_slot *slot = slot_of(words, hash);
		slot->hash = hash;
		slot->kinds |= (uint8_t)text_words[i].kind;
	}
	needles_sort(words);
	return words;
}

void
page_words_close(struct page_words *words)
{
	free(words);
}

/* Between two letters or digits of one case there is no edge: "leadText" has one before T. */
static bool
is_edge(struct str value, size_t at)
{
	if (at == 0 || at >= value.n)
		return true;
	char before = value.p[at - 1], behind = value.p[at];
	bool upper = behind >= 'A' && behind <= 'Z';
	return !char_is_alpha(before) || !char_is_alpha(behind) ||
	       (upper && before >= 'a' && before <= 'z');
}

static bool
needle_at(const struct needle *needle, struct str value, size_t at)
{
	if (value.n - at < needle->word.n)
		return false;
	for (size_t i = 0; i < needle->word.n; i++)
		if (char_lower(value.p[at + i]) != needle->word.p[i])
			return false;
	return (!needle->at_start || is_edge(value, at)) &&
	       (!needle->at_end || is_edge(value, at + needle->word.n));
}

uint32_t
page_words_in(const struct page_words *words, struct str value)
{
	uint32_t found = 0;

	value.n = value.n < VALUE_MAX ? value.n : VALUE_MAX;
	for (size_t at = 0; at < value.n; at++) {
		unsigned char first = (unsigned char)char_lower(value.p[at]);
		unsigned second = at + 1 < value.n ? value.p[at + 1] & 31 : 0;

		if (!(words->second[first] >> second & 1))
			continue;
		for (unsigned i = words->first[first]; i < words->first[first + 1]; i++)
			if (needle_at(&words->needles[i], value, at))
				found |= UINT32_C(1) << words->needles[i].group;
	}
	return found;
}

unsigned
page_words_kinds(const struct page_words *words, uint64_t hash)
{
	return slot_of(words, hash)->kinds;
}
