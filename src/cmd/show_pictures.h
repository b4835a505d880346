/*
 * show_pictures.h: the pictures of a text, and what became of them, as show tells it.
 */
#ifndef XINSHI_CMD_SHOW_PICTURES_H
#define XINSHI_CMD_SHOW_PICTURES_H

#include "base/json.h"
#include "cmd/command.h"
#include "store/pictures.h"

/* A picture as the text has it, and as it is kept. */
struct shown_picture {
	struct url url;
	struct picture_row row; /* id 0: it was never planned */
	struct print_rows prints;
};
struct shown_pictures {
	struct shown_picture *items;
	size_t count;
};

/* Those of a tree, each address once. */
struct err pictures_of(struct context *context, const struct doc *doc, struct shown_pictures *out);
/* A line each. */
void pictures_put(struct context *context, const struct shown_pictures *pictures);
/* As a member "pictures". */
void pictures_json(struct json *json, const struct shown_pictures *pictures);

#endif
