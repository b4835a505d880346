/* detail.c: faults in words for people: what, where, and what was tried. */
#include "follow/inside.h"

static struct str
reason_of(struct arena *arena, const struct answer_head *head, struct err e)
{
	struct str text = str_from_c(err_row(e.code)->text);

	if (e.code == ERR_STATUS)
		return str_format(arena, "answers %d", head->status);
	if (e.code == ERR_GONE)
		return str_format(arena, "answers %d: gone for good", head->status);
	if (e.what && e.at)
		return str_format(arena, "%.*s: at byte %u: %s", STR_ARGS(text), e.at, e.what);
	if (e.what)
		return str_format(arena, "%.*s: %s", STR_ARGS(text), e.what);
	return text;
}

/* What came with 200 instead of a feed. */
static struct str
body_of(struct arena *arena, const struct answer_head *head)
{
	struct str type = head->content_type;

	if (!head->status || head->status >= 300)
		return S("");
	return str_format(
	    arena, " (%zu bytes%s%.*s)", head->size, type.n ? " of " : "", STR_ARGS(type));
}

struct str
detail_of(struct job *job, struct err e)
{
	struct arena *arena = &job->arena;
	const struct answer_head *head = &job->head;
	struct str asked = job->url;
	struct str where = head->url.n ? head->url : asked;
	bool elsewhere = head->url.n && !str_equal(head->url, asked);

	return str_format(arena, "%.*s %.*s%.*s%.*s%s%.*s", STR_ARGS(where),
	    STR_ARGS(reason_of(arena, head, e)), STR_ARGS(body_of(arena, head)),
	    STR_ARGS(job->offered), elsewhere ? "; asked was " : "",
	    STR_ARGS(elsewhere ? asked : S("")));
}
