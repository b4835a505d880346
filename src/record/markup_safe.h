/*
 * markup_safe.h: whether markup that a worker says it made safe (refine/sanitise.h) is so: a check
 * of its characters, for the side that trusts no worker.
 */
#ifndef XINSHI_RECORD_MARKUP_SAFE_H
#define XINSHI_RECORD_MARKUP_SAFE_H

#include "base/str.h"

/* Each "<" begins a tag of data/safe_elements.tsv, written as  <name>,  </name>,  <name a="v"
 * b="w">,  <name a="v" />;  the attributes are of data/safe_attributes.tsv, their values hold no <
 * > ", their addresses run nothing. */
bool markup_is_safe(struct str markup);

#endif
