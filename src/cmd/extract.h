/*
 * extract.h: what was found in a page, told to people and programs.  Only for extract*.c.
 */
#ifndef XINSHI_CMD_EXTRACT_H
#define XINSHI_CMD_EXTRACT_H

#include "cmd/command.h"
#include "follow/sites.h"
#include "record/extracted.h"

/* One object, "extract/1" (xinshi-json(5)); ${id} is left out where it is absent; what is made on the way lives in ${arena}. */
void extracted_json(struct context *context, struct arena *arena, struct str id, const struct extracted *extracted);
/* A page that holds no article, or cannot be read: id, error, what. */
void extracted_json_fault(struct context *context, struct str id, struct err err);
/* Headline, byline, dates, text; with --explain the blocks. */
void extracted_print(struct context *context, const struct extracted *extracted);

/* The members of the article's head: title, authors, dates, pictures, and where each was read; for both of the above. */
void extracted_json_head(struct arena *arena, struct json *json, const struct extracted *extracted);
void extracted_print_head(struct term *out, const struct extracted *extracted);
void extracted_put_strs(struct json *json, const char *key, const struct strs *list);
/* "title        Crane falls  (h1)"; nothing where ${value} is empty. */
void extracted_put_line(struct term *out, const char *label, struct str value, struct str evidence);

/* What --rules and --no-rules say, else the rules of the host of ${question}->url; a fault is told. */
struct err extract_rules(struct context *context, struct arena *arena, const struct sites *sites, struct extract_question *question);

/* --check-rules of files, --import-rules. */
struct err extract_about_rules(struct context *context);
/* --check-rules --rules FILE of a page: what the test in FILE misses in what was extracted; status 1 where it does. */
struct err extract_test_page(struct context *context, const char *path, const struct extract_question *question,
    const struct extracted *extracted);

/* Lines {"id","path","url"} from standard input, a line of JSON for each, in their order. */
struct err extract_batch(struct context *context);

/* Pages whose text readers have marked as wrong, a folder each below ${path}. */
struct err extract_marked(struct context *context, const char *path);

#endif
