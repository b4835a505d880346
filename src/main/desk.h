/*
 * desk.h: what the worker keeps from question to question.  Only for worker_loop.c, answers.c, analyst.c
 * and warm_up.c.
 */
#ifndef XINSHI_MAIN_DESK_H
#define XINSHI_MAIN_DESK_H

#include "figure/knowledge.h"
#include "main/worker_loop.h"
#include "read/markup.h"
#include "refine/page.h"

struct desk {
	struct markup *markup;
	struct page_words *words;
	struct knowledge *knowledge; /* NULL: this desk reads no figures */
	struct arena arena;
	struct arena item;   /* one item of a feed at a time */
	struct buf in, body; /* the message at hand; the answer's bytes */
};

/* A kind of question: what answers it, with what kind of message. */
struct verb {
	struct err (*answer)(struct desk *desk, struct raw bytes);
	enum frame_kind kind;
};
/* FRAME_ANALYSE: analyst.c. */
struct err answer_analyse(struct desk *desk, struct raw bytes);

/* NULL members where a frame is no question. */
extern const struct verb desk_verbs[FRAME_KINDS];

/* Answers a question of each kind. */
void desk_warm_up(struct desk *desk);

#endif
