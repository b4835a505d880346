/*
 * header.h: the head of a response: its status, its fields, and what they say (RFC 9110, 9111,
 * 8288).
 *
 * A head is a stranger's: fields that cannot be read are as if they had not been sent.
 */
#ifndef XINSHI_NET_HEADER_H
#define XINSHI_NET_HEADER_H

#include "record/exchange.h"

struct field {
	struct str name;
	struct raw value; /* without white space around it; folded lines are joined by a space */
};

struct head {
	int status;
	struct field *fields;
	size_t count, capacity;
};

enum { HEAD_FIELDS_MAX = 1024 };

/* Reads a status line and fields, up to the empty line or the end.  ERR_HTTP at the status line
 * that is none; lines that are no fields are passed over. */
struct err head_parse(struct arena *arena, struct raw bytes, struct head *out);

/* The first field of this name; p NULL where there is none. */
struct raw head_field(const struct head *head, struct str name);
/* The same, where it is UTF-8 without control characters. */
struct str head_text(const struct head *head, struct str name);
/* UTF-8 without control characters. */
bool head_value_is_text(struct raw value);
/* All fields of this name, joined by ", " (RFC 9110, 5.3). */
struct raw head_list(struct arena *arena, const struct head *head, struct str name);

/* Fills what ${out} has of a head: validators, dates, pace, links (relative to ${url}). ${now}:
 * seconds, where no Date is given. */
void head_understand(
    struct arena *arena, const struct head *head, struct url url, int64_t now, struct fetched *out);

/* Where a redirect leads: Location against ${url}, without its fragment.  False where there is
 * none, or none that is a URL. */
bool head_location(struct arena *arena, const struct head *head, struct url url, struct url *out);

/* Content codings in the order they were put on. */
enum coding { CODING_NONE, CODING_GZIP, CODING_DEFLATE, CODING_BROTLI };
enum { CODINGS_MAX = 2 };
/* Their number; those we do not know, and identity, are passed over; -1 where there are more than
 * CODINGS_MAX. */
int head_codings(struct arena *arena, const struct head *head, enum coding out[CODINGS_MAX]);

#endif
