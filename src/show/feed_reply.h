/*
 * feed_reply.h: from items to an answer: the document with its links, its validator, or only what
 * is new to the client.
 */
#ifndef XINSHI_SHOW_FEED_REPLY_H
#define XINSHI_SHOW_FEED_REPLY_H

#include "show/feed_items.h"

struct feed_head {
	struct str title, home; /* home: a path of ours */
	bool is_archive, is_complete;
	bool is_by_time; /* whatever joins it came later than what is there: Last-Modified may say
			    so */
};

/* This feed's own address with ${change} set to ${value}; an empty value is the document to
 * subscribe to, without what only cuts it into pieces. */
struct str feed_link(const struct request *request, enum param change, struct str value);

/* ${links}: by enum feed_rel; the current document and the hub are added here. */
struct err feed_reply(struct request *request, struct response *response,
    const struct feed_head *head, const struct feed_items *items, const struct str *links);

#endif
