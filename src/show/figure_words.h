/*
 * figure_words.h: figures on pages: slots and units in the reader's language (data/figure_terms.tsv), values, sentences.
 */
#ifndef XINSHI_SHOW_FIGURE_WORDS_H
#define XINSHI_SHOW_FIGURE_WORDS_H

#include "ledger/ledger.h"
#include "show/html_out.h"

/* In words; by its own name, with spaces, where there is no row; empty stays empty. */
struct str slot_text(struct arena *arena, struct str slot, enum tongue tongue);
struct str unit_text(struct arena *arena, struct str unit, enum tongue tongue);
/* The slot of a figure; empty where only its unit spoke for one (people who do whatever). */
struct str slot_said(struct arena *arena, const struct figure *figure, enum tongue tongue);
/* " · Linjiang · 2021-03-27"; with "~" before what does not stand in the sentence itself. */
void out_where_when(struct html_out *out, const struct ledger_claim *claim);
/* All slots that have words: the ${i}-th, p NULL past the last. */
struct str slot_known(size_t i);

/* "≥19 people", "200–900 人". */
void out_value_said(struct html_out *out, const struct figure *figure);
/* The sentence, its number in <mark>. */
void out_sentence(struct html_out *out, const struct ledger_claim *claim);
/* The name of a role, linked to its page where it has one. */
void out_name(struct html_out *out, const struct role *role, int64_t name, struct str lang);
/* ' href="/a/7/v/2#f3"': where a figure stands. */
void out_href_claim(struct html_out *out, const struct figure_key *key);
enum word hedge_word(enum hedge hedge);
/* "officials · Courier · 2021-03-27 18:40": who says it, where, when. */
void out_said_by(struct html_out *out, const struct ledger_claim *claim);
/* One line of a list: slot and value, linked to the question; place and day; the sentence; who says it. */
void claim_line(struct html_out *out, const struct ledger_claim *claim);

#endif
