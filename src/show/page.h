/*
 * page.h: the frame of every page: head, navigation, search form, footer; and the lines of lists.
 */
#ifndef XINSHI_SHOW_PAGE_H
#define XINSHI_SHOW_PAGE_H

#include "show/clerk.h"

struct page {
	struct str title;  /* of the document, as it is to be shown */
	enum word section; /* the entry of the navigation we are in; WORD_MAX: none */
	const char
	    *feed; /* path of a feed of what is here, without its suffix; NULL: that of all */
	struct str feed_query; /* behind it: "?q=a" */
	struct str description; /* of what is here, in a sentence or two; empty: of the archive */
	struct str canonical; /* where the same page stands without what was only asked besides;
				 empty: here */
	struct str prev, next; /* paths of the pages beside this one, where it is one of a row */
	bool is_search;	      /* has a search form of its own */
	bool is_as_published; /* never converted, whatever the prefix says */
	bool has_form;	      /* that keeps something: browsers say where it was sent from */
};

/* Paths of what is there only where our pages are files (html_out.h): "/files/" and the file's name. */
#define FILES_PREFIX "/files/"
#define FILES_DAYS FILES_PREFIX "days.html"
#define FILES_SEARCH FILES_PREFIX "search.html"

/* What every page in this language begins with, byte for byte: up to its title. */
void page_beginning(struct buf *out, enum tongue tongue);
/* Everything up to <main>; sets the kind of answer. */
struct html_out *page_begin(struct response *response, const struct page *page);
void page_end(struct request *request, struct response *response);

/* Lists of articles: <ol class='list'>, one line each, the end tag. */
enum line_flags { LINE_SOURCE = 1, LINE_CLOCK = 2, LINE_DAY = 4 };
void lines_begin(struct html_out *out);
void line_article(struct html_out *out, const struct article_row *row, unsigned flags);
/* The same without the end tag of its item. */
void line_begin(struct html_out *out, const struct article_row *row, unsigned flags);
void lines_end(struct html_out *out);

/* A link of ours with a word for text, the word alone where no page of ours is there:  link_word(out, WORD_NEXT, "/d/%.*s", ...) */
void link_word(struct html_out *out, enum word word, const char *format, ...) FORMAT(3, 4);
/* The page at ${path} to carry away: links to "${path}.csv${query}" and "${path}.json${query}". */
void link_data(struct html_out *out, struct str path, struct str query);
/* To an outlet's page. */
void link_source(struct html_out *out, struct str slug, struct str name);
/* A row of a list of facts: <dt>word<dd>; what follows is its value. */
void fact(struct html_out *out, enum word word);

/* "Page 2 of 5", with links to its neighbours, each keeping the rest of the query; nothing where
 * there is but one. */
void page_steps(struct request *request, struct html_out *out, int64_t page, int64_t pages);
/* The paths of the pages before and behind it, for page->prev and next. */
void page_beside(const struct request *request, int64_t page, int64_t pages, struct page *out);
/* The number of the page asked for, from 1. */
int64_t page_number(const struct request *request);

#endif
