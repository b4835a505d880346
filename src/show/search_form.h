/*
 * search_form.h: the form of the search page, its help, and what can be asked instead where nothing
 * was found.
 */
#ifndef XINSHI_SHOW_SEARCH_FORM_H
#define XINSHI_SHOW_SEARCH_FORM_H

#include "search/suggest.h"
#include "show/clerk.h"

/* What was filled into the fields for people who know no signs becomes part of q; all links are
 * made of that. */
void search_parts_take(struct request *request);
void search_form_write(struct request *request, struct html_out *out);
void search_help_write(struct html_out *out);
void search_suggestions_write(
    struct request *request, struct html_out *out, const struct suggestions *suggestions);

#endif
