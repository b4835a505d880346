#include "show/figure_words.h"

#include "base/table.h"
#include "show/claim_out.h"
#include "show/page.h"

static const struct term {
	const char *id;
	const char *text[TONGUE_MAX];
} terms[] = {
#define ROW(id, en, hans, hant) { id, { [TONGUE_EN] = en, [TONGUE_HANS] = hans, [TONGUE_HANT] = hant } },
#include "gen/figure_terms.inc"
#undef ROW
};

static const char slot_prefix[] = "slot.", unit_prefix[] = "unit.";

/* nuclear_weapon: as people write it. */
static struct str
with_spaces(struct arena *arena, struct str id)
{
	char *p = arena_alloc_dirty(arena, id.n + 1);

	for (size_t i = 0; i < id.n; i++)
		p[i] = id.p[i] == '_' ? ' ' : id.p[i];
	return (struct str){ p, id.n };
}

static struct str
term_text(struct arena *arena, const char *prefix, struct str id, enum tongue tongue)
{
	const struct term *term = TABLE_FIND(terms, str_join(arena, str_from_c(prefix), id, STR_END));

	if (!id.n)
		return S("");
	return term ? str_from_c(term->text[tongue]) : with_spaces(arena, id);
}

struct str
slot_text(struct arena *arena, struct str slot, enum tongue tongue)
{
	return term_text(arena, slot_prefix, slot, tongue);
}

struct str
unit_text(struct arena *arena, struct str unit, enum tongue tongue)
{
	return term_text(arena, unit_prefix, unit, tongue);
}

struct str
slot_known(size_t i)
{
	for (size_t k = 0; k < LENGTH(terms); k++)
		if (str_starts(str_from_c(terms[k].id), str_from_c(slot_prefix)) && !i--)
			return str_from(str_from_c(terms[k].id), sizeof(slot_prefix) - 1);
	return STR_END;
}

/* ---- values ---- */

void
out_value_said(struct html_out *out, const struct figure *figure)
{
	struct buf value CLEAN(buf_done) = { 0 };
	struct str unit = unit_text(out->arena, figure->unit, out->tongue);

	bounds_push(&value, &figure->value);
	out_text(out, buf_str(&value));
	if (unit.n && !str_equal(unit, S("%")))
		out_put(out, " ");
	out_text(out, unit);
	if (!figure->per.n)
		return;
	out_put(out, " / ");
	out_text(out, unit_text(out->arena, figure->per, out->tongue));
}

static struct str
trim_start(struct str s)
{
	while (s.n && char_is_space(s.p[0]))
		s = str_from(s, 1);
	return s;
}

void
out_sentence(struct html_out *out, const struct ledger_claim *claim)
{
	const struct figure *figure = &claim->figure;
	struct str behind = str_slice(claim->text, figure->span.to, figure->sentence.to);

	while (behind.n && char_is_space(behind.p[behind.n - 1]))
		behind.n--;
	out_said(out, trim_start(str_slice(claim->text, figure->sentence.from, figure->span.from)), claim->lang);
	out_put(out, "<mark>");
	out_said(out, span_text(claim->text, figure->span), claim->lang);
	out_put(out, "</mark>");
	out_said(out, behind, claim->lang);
}

void
out_name(struct html_out *out, const struct role *role, int64_t name, struct str lang)
{
	if (name)
		out_put(out, "<a");
	if (name)
		out_href(out, "/name/%lld", (long long)name);
	if (name)
		out_put(out, ">");
	out_said(out, role->text, lang);
	if (name)
		out_put(out, "</a>");
}

void
out_href_claim(struct html_out *out, const struct figure_key *key)
{
	out_href(out, "/a/%lld/v/%lld#f%zu", (long long)key->article, (long long)key->n, key->index);
}

enum word
hedge_word(enum hedge hedge)
{
	static const enum word words[HEDGE_MAX] = {
		[HEDGE_UNVERIFIED] = WORD_HEDGE_UNVERIFIED,
		[HEDGE_BELIEVED] = WORD_HEDGE_BELIEVED,
		[HEDGE_REPORTED] = WORD_HEDGE_REPORTED,
		[HEDGE_ESTIMATED] = WORD_HEDGE_ESTIMATED,
		[HEDGE_PLANNED] = WORD_HEDGE_PLANNED,
		[HEDGE_ALLEGED] = WORD_HEDGE_ALLEGED,
		[HEDGE_NO_REPORTS] = WORD_HEDGE_NO_REPORTS,
	};

	return words[hedge];
}

/* ---- lines ---- */

void
out_said_by(struct html_out *out, const struct ledger_claim *claim)
{
	if (claim->figure.speaker.text.n) {
		out_name(out, &claim->figure.speaker, claim->key.speaker_id, claim->lang);
		out_dot(out);
	}
	out_said(out, claim->source_name, S(""));
	out_dot(out);
	out_time(out, claim->key.time, TIME_BOTH);
	if (!claim->figure.hedge)
		return;
	out_dot(out);
	out_put(out, "<b>");
	out_word(out, hedge_word(claim->figure.hedge));
	out_put(out, "</b>");
}

/* What was taken over from around the sentence is not as firm as what it says itself. */
static void
out_certain(struct html_out *out, enum provenance prov)
{
	if (prov > PROV_SENTENCE)
		out_put(out, "~");
}

void
out_where_when(struct html_out *out, const struct ledger_claim *claim)
{
	const struct figure *figure = &claim->figure;

	if (figure->place.text.n) {
		out_dot(out);
		out_certain(out, figure->place.prov);
		out_said(out, figure->place.text, claim->lang);
	}
	if (figure->edtf.n) {
		out_dot(out);
		out_certain(out, figure->date_prov);
		out_text(out, figure->edtf);
	}
}

struct str
slot_said(struct arena *arena, const struct figure *figure, enum tongue tongue)
{
	if (str_equal(figure->rule, S("unit.person")))
		return S("");
	return slot_text(arena, figure->slot, tongue);
}

static void
line_head(struct html_out *out, const struct ledger_claim *claim)
{
	const struct figure *figure = &claim->figure;

	out_put(out, "<li><a");
	out_href(out, "/figure/%lld", (long long)claim->key.id);
	out_put(out, ">");
	out_text(out, slot_said(out->arena, figure, out->tongue));
	out_put(out, " <b>");
	out_value_said(out, figure);
	out_put(out, "</b>");
	out_where_when(out, claim);
	out_put(out, "</a>");
}

void
claim_line(struct html_out *out, const struct ledger_claim *claim)
{
	line_head(out, claim);
	out_put(out, "<p");
	out_lang(out, claim->lang);
	out_put(out, ">");
	out_sentence(out, claim);
	out_put(out, "</p><small>");
	out_said_by(out, claim);
	out_dot(out);
	out_put(out, "<a");
	out_href_claim(out, &claim->key);
	out_put(out, ">");
	out_word(out, WORD_IN_ARTICLE);
	out_put(out, "</a></small></li>\n");
}
