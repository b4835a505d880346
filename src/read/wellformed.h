/*
 * wellformed.h: libxml2's verdict on a document that comes piece by piece.
 *
 * No network, no entity, no document type is read: a document that declares an entity is refused.
 */
#ifndef XINSHI_READ_WELLFORMED_H
#define XINSHI_READ_WELLFORMED_H

#include "base/arena.h"

struct wellformed;
struct wellformed *wellformed_open(void);
/* The next of the text. */
void wellformed_push(struct wellformed *wellformed, struct str text);
/* Behind the last: the first error there was ("declares an entity", or libxml2's words) with its
 * line; false where there is none. */
bool wellformed_is_broken(
    struct wellformed *wellformed, struct arena *arena, struct str *what, uint32_t *line);
void wellformed_close(struct wellformed *wellformed);

#endif
