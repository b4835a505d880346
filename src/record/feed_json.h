/*
 * feed_json.h: a feed as JSON; apart from feed.h, whose readers may have a JSON library of their
 * own.
 */
#ifndef XINSHI_RECORD_FEED_JSON_H
#define XINSHI_RECORD_FEED_JSON_H

#include "base/json.h"
#include "record/feed.h"

/* The members of one JSON object (no braces); see xinshi-read-feed(1). */
void feed_json(struct json *json, const struct feed *feed);
/* Its parts, for a feed that comes item by item: an element of "items", and all other members. */
void feed_json_item(struct json *json, const struct feed_entry *item);
void feed_json_rest(struct json *json, const struct feed *feed);

/* The same of what `lint` tells: format, charset and faults. */
void feed_faults_json(struct json *json, const struct feed *feed);

#endif
