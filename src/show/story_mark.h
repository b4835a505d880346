/*
 * story_mark.h: what readers say of stories; and a story as a line of a list.
 */
#ifndef XINSHI_SHOW_STORY_MARK_H
#define XINSHI_SHOW_STORY_MARK_H

#include "show/clerk.h"
#include "store/stories.h"

/* The form below a story; nothing where no marks are taken. */
void story_mark_form(
    const struct request *request, struct html_out *out, int64_t story, const struct article_rows *rows);

/* <li> and the headline of ${row}, which leads to the story. */
void story_line_begin(struct html_out *out, int64_t story, const struct article_row *row);
/* <li>: the headline of its first article from ${from} on, how many outlets and which. */
struct err story_line(
    struct request *request, struct html_out *out, const struct story_head *head, int64_t from);

#endif
