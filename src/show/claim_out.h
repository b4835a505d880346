/*
 * claim_out.h: claims of the ledger as JSON and as CSV: one shape for the command line, the pages' downloads and the API.
 */
#ifndef XINSHI_SHOW_CLAIM_OUT_H
#define XINSHI_SHOW_CLAIM_OUT_H

#include "base/json.h"
#include "ledger/ledger.h"

/* The members of a claim, without braces: id article version time source source_slug headline lang latest, then those of its figure
 * (figure_json). */
void claim_json(struct json *json, const struct ledger_claim *claim);
/* The members "claims", a page of a list, and "next", where it goes on: behind ${last}, the last one of a full page, or NULL. */
void claims_json(struct json *json, const struct ledger_claim *claims, size_t count, const struct figure_key *last);
/* The same, and what the ledger says of it: counted, or apart and why; repeats, mentions, outlets; replaces, change; against, in_line.
 * Claims are named by their ids. */
void claim_json_judged(struct json *json, const struct ledger *ledger, size_t index);

/* RFC 4180, with a first line of names; ${judged}: with the columns of claim_json_judged. */
void claim_csv_head(struct buf *out, bool judged);
void claim_csv(struct buf *out, const struct ledger_claim *claim);
void claim_csv_judged(struct buf *out, const struct ledger *ledger, size_t index);
/* One cell, quoted where it must be; with a ' before what a spreadsheet would take for a formula. */
void csv_cell(struct buf *out, struct str value);

/* "≥19", "19–23", "≤200", "≈1,200": in one line for people, without the unit; plain text.  Empty where both sides are open. */
void bounds_push(struct buf *out, const struct bounds *value);

#endif
