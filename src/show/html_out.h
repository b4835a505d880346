/*
 * html_out.h: the verbs with which a page is written: each names its context, and knows the
 * reader's language and script.
 *
 * What the archive says goes through out_said (converted to the script that the reader asked for);
 * what is ours goes through out_put (literals only), out_word and out_count.  Links go through
 * out_href: paths of ours, with the script's prefix.
 *
 * Pages are also made into files (mirror.h).  Then ${links} knows which of our pages are among them
 * and how each is reached; a link to any other has no href, and what is of no use without its page
 * asks out_leads first.
 */
#ifndef XINSHI_SHOW_HTML_OUT_H
#define XINSHI_SHOW_HTML_OUT_H

#include "record/html.h"
#include "search/search.h"
#include "show/words.h"
#include "text/date.h"
#include "text/script.h"
#include "text/url.h"

/* Our pages as files. */
struct links {
	/* From the page that is being written to what the reading room has at ${path}
	 * (percent-encoded, with its query); p NULL: there is no such page. */
	struct str (*find)(void *context, struct arena *arena, struct str path);
	html_image *image; /* what is shown for a picture */
	void *context;
	bool policy;	  /* pages say themselves what may not run in them */
	int64_t captured; /* when the newest of what this page shows was captured, seconds */
};

struct html_out {
	struct buf *to;
	struct arena *arena;
	enum tongue tongue;
	enum script script;		    /* asked for by the path's prefix, or set by the reader */
	bool is_original; /* the prefix says: as published; links keep saying so */
	struct script_converter *converter; /* NULL: as written */
	int32_t zone_s;			    /* of the days and clock times shown */
	const struct links *links;	    /* NULL: these are pages of the reading room */
};

/* Our own markup. */
#define out_put(out, literal) buf_push_literal((out)->to, literal)
/* Text that is never converted: names of files, digests, URLs. */
void out_text(struct html_out *out, struct str s);
/* Bytes of any kind, as far as they are UTF-8; what is not is shown as U+FFFD. */
void out_foreign(struct html_out *out, struct raw bytes);
/* What the archive says, in ${lang}; Chinese is converted where the reader asked for it. */
void out_said(struct html_out *out, struct str s, struct str lang);
/* The same, as a view. */
struct str said(struct html_out *out, struct str s, struct str lang);
/* The same, with the query's words in <mark>. */
void out_marked(struct html_out *out, const struct marked *marked, struct str lang);
void out_word(struct html_out *out, enum word word);
void out_count(struct html_out *out, enum word word, int64_t n);
void out_int(struct html_out *out, int64_t n);
/* " · ", between two things of a line. */
void out_dot(struct html_out *out);

/* The language that text in ${lang} is in once it is shown: the script that the reader asked for. */
struct str lang_shown(const struct html_out *out, struct str lang);
/* ' lang="..."', with the script as shown; nothing where it is the page's own or unknown. */
void out_lang(struct html_out *out, struct str lang);
/* ' href="..."': a path of ours, percent-encoded where it must be, "/zh-hans" before it where that
 * is shown. */
void out_href(struct html_out *out, const char *format, ...) FORMAT(2, 3);
/* Whether a page of ours stands there: always so in the reading room. */
bool out_leads(const struct html_out *out, const char *format, ...) FORMAT(2, 3);
/* ' action="..."' of a form, likewise. */
void out_action(struct html_out *out, const char *path);
/* ' href="..." rel=...': somewhere else. */
void out_href_url(struct html_out *out, struct str url);
/* ' value="..."' of a form's field. */
void out_value(struct html_out *out, struct str value);

/* <time datetime>: the clock, the day, or both, in the zone of the pages; ${zone} says it in words
 * (+08:00). */
enum time_form { TIME_CLOCK, TIME_DAY, TIME_BOTH, TIME_ZONE };
void out_time(struct html_out *out, int64_t seconds, enum time_form form);
/* A date as the source claimed it, to its own precision, and the zone: the one written in it, or
 * ${zone_s}, the outlet's own, where it gives the time of UTC. */
void out_when(struct html_out *out, struct when when, int32_t zone_s);
/* "UTC+08:00": the zone of the pages, once for a list of bare clock times. */
void out_zone(struct html_out *out);
/* "2021-03-27" and "+08:00" as text. */
struct str day_text(struct arena *arena, int64_t day);
struct str zone_text(struct arena *arena, int32_t zone_s);
/* "3月27日 星期六", "Saturday, 27 March". */
void out_day_name(struct html_out *out, int64_t day);
/* 12.3 MB */
void out_size(struct html_out *out, int64_t bytes);

#endif
