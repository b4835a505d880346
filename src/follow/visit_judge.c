#include "base/arena.h"
#include "follow/pace.h"
#include "follow/visit_judge.h"
#include "text/url.h"

enum {
	MONTH = 30 * PACE_DAY,
	YEAR = 365 * PACE_DAY,
	BARRED_S = MONTH,    /* robots.txt is looked at again */
	SPREAD_PAST = MONTH, /* the pages of an archive that was walked back */
	SPREAD_FIRST = PACE_HOUR / 2,
	JITTER_SHARE = 10, /* one part of so many */
	HASTE = 8,	   /* times sooner */
};

/* Before the first visit, after it, after the second, ... */
static const int32_t decay[] = {
	PACE_HOUR,
	6 * PACE_HOUR,
	PACE_DAY,
	3 * PACE_DAY,
	7 * PACE_DAY,
	MONTH,
	3 * MONTH,
	YEAR,
};

/* ---- kinds of answers ---- */

static struct url
as_url(struct str s)
{
	return (struct url){ s.p, s.n };
}

/* "/", "/zh", "/index.html": what people see who asked for nothing in particular. */
static bool
is_front(struct str url)
{
	struct str path = url_path(as_url(url)), rest;

	if (url_query(as_url(url)).n)
		return false;
	if (str_starts(path, S("/index.")) || str_starts(path, S("/home")))
		return str_find_char(path, '/', 1) < 0;
	rest = str_from(path, 1);
	if (str_ends(rest, S("/")))
		rest.n--;
	return rest.n <= 5 && str_find_char(rest, '/', 0) < 0;
}

/* Parts of addresses where one is asked who one is. */
static const char *const walls[] = {
	"login",
	"signin",
	"sign-in",
	"sign_in",
	"passport",
	"/auth",
	"sso",
	"subscribe",
	"paywall",
	"consent",
	"captcha",
	"verify",
	"challenge",
};

static bool
is_wall(struct str url)
{
	for (size_t i = 0; i < LENGTH(walls); i++)
		if (str_find_nocase(url, str_from_c(walls[i]), 0) >= 0)
			return true;
	return false;
}

/* Whether both are the same page, as keys of articles go. */
static bool
is_same_page(struct str a, struct str b)
{
	struct arena arena CLEAN(arena_done) = { 0 };

	return str_equal(url_key(&arena, as_url(a)), url_key(&arena, as_url(b)));
}

enum sight { SIGHT_NOTHING, SIGHT_BARRED, SIGHT_GONE, SIGHT_EMPTY, SIGHT_LESS, SIGHT_ALIVE };

static bool
was_redirected(const struct visit *visit, const struct visit_seen *seen)
{
	return seen->url.n && !is_same_page(seen->url, visit->url);
}

/* What a page that could be read shows. */
static enum sight
sight_of_page(const struct visit *visit, const struct visit_seen *seen)
{
	bool comparable =
	    seen->blocks == visit->blocks && !seen->is_other_text && visit->best_held > 0;

	if (!comparable)
		return SIGHT_ALIVE;
	if (!seen->held && !seen->has_title)
		return 2 * visit->best_held >= visit->blocks ? SIGHT_EMPTY : SIGHT_NOTHING;
	return seen->held < visit->best_held ? SIGHT_LESS : SIGHT_ALIVE;
}

/* The page of the last visit: what that showed, this shows. */
static enum sight
sight_of_same(const struct visit *visit)
{
	bool was_empty = visit->blocks && !visit->held && visit->best_held;

	return was_empty ? SIGHT_EMPTY : SIGHT_ALIVE;
}

static enum sight
sight_of(const struct visit *visit, const struct visit_seen *seen)
{
	if (seen->err == ERR_ROBOTS)
		return SIGHT_BARRED;
	if (seen->err)
		return SIGHT_NOTHING;
	if (seen->status == 404 || seen->status == 410)
		return SIGHT_GONE;
	if (seen->status == 304)
		return sight_of_same(visit);
	if (seen->status != 200 || !seen->has_view)
		return SIGHT_NOTHING;
	if (was_redirected(visit, seen) && is_front(seen->url) && !is_front(visit->url))
		return SIGHT_GONE;
	if (was_redirected(visit, seen) && is_wall(seen->url) && !is_wall(visit->url))
		return SIGHT_NOTHING;
	return sight_of_page(visit, seen);
}

/* ---- what becomes of the visit ---- */

static void
find(struct visit *visit, enum visit_state state, const struct visit_seen *seen, int64_t now)
{
	if (visit->state != state) {
		visit->since = now;
		visit->proof_capture = seen->capture;
	}
	visit->state = state;
}

static bool
is_finding(enum visit_state state)
{
	return state == VISIT_CHANGED || state == VISIT_GONE || state == VISIT_MOVED;
}

/* What is known is not forgotten because a server fails. */
static void
learn_nothing(
    struct visit *visit, enum visit_state state, const struct visit_seen *seen, int64_t now)
{
	visit->failing++;
	if (!is_finding(visit->state))
		find(visit, state, seen, now);
}

static void
see_alive(struct visit *visit, enum visit_state state, const struct visit_seen *seen, int64_t now)
{
	bool moved = seen->moved_to.n && !is_same_page(seen->moved_to, visit->url);

	visit->alive = now;
	if (seen->capture)
		visit->alive_capture = seen->capture;
	if (!visit->first_capture)
		visit->first_capture = seen->capture;
	visit->moved_to = moved ? seen->moved_to : S("");
	/* a 304 says that the page is what it was, and so are the findings about it */
	if (seen->status == 304 && is_finding(visit->state) && visit->state != VISIT_GONE)
		return;
	if (state == VISIT_ALIVE && moved)
		state = VISIT_MOVED;
	find(visit, state, seen, now);
}

static void
take_view(struct visit *visit, const struct visit_seen *seen)
{
	if (!seen->has_view)
		return;
	if (seen->is_other_text || seen->blocks != visit->blocks || seen->held > visit->best_held)
		visit->best_held = seen->held;
	visit->blocks = seen->blocks;
	visit->held = seen->held;
}

/* ---- when next ---- */

static int64_t
decay_of(const struct visit *visit)
{
	size_t step = (size_t)(visit->count + visit->failing);

	return decay[step < LENGTH(decay) ? step : LENGTH(decay) - 1];
}

static int64_t
wait_of(const struct visit *visit, enum sight sight, const struct visit_seen *seen)
{
	int64_t wait = decay_of(visit);

	if (sight == SIGHT_BARRED)
		return BARRED_S;
	/* seen once, to be seen again before it is believed */
	if (sight == SIGHT_EMPTY && visit->state != VISIT_GONE)
		return PACE_DAY;
	if (seen->retry_after_s > wait)
		return seen->retry_after_s < MONTH ? seen->retry_after_s : MONTH;
	return wait;
}

bool
visit_hasten(struct visit *visit, int64_t now)
{
	int64_t soon;

	if (!visit->last || visit->state == VISIT_BARRED || visit->next == INT64_MAX)
		return false;
	/* of the whole wait, however often it is said */
	soon = visit->last + decay_of(visit) / HASTE;
	if (soon < now)
		soon = now;
	if (soon >= visit->next)
		return false;
	visit->next = soon;
	return true;
}

int64_t
visit_first(int64_t article, bool is_past, uint64_t seed, int64_t now)
{
	return now + decay[0] +
	       pace_jitter(seed, article, now, is_past ? SPREAD_PAST : SPREAD_FIRST);
}

void
visit_judge(struct visit *visit, const struct visit_seen *seen, uint64_t seed, int64_t now)
{
	enum sight sight = sight_of(visit, seen);
	/* the first empty look is no finding; the second is */
	bool again = visit->blocks && !visit->held && visit->count;
	int64_t wait;

	if (sight == SIGHT_NOTHING || sight == SIGHT_BARRED) {
		learn_nothing(
		    visit, sight == SIGHT_BARRED ? VISIT_BARRED : VISIT_FAILED, seen, now);
	} else {
		visit->failing = 0;
		visit->count++;
	}
	if (sight == SIGHT_GONE || (sight == SIGHT_EMPTY && again))
		find(visit, VISIT_GONE, seen, now);
	if (sight == SIGHT_LESS)
		see_alive(visit, VISIT_CHANGED, seen, now);
	if (sight == SIGHT_ALIVE)
		see_alive(visit, VISIT_ALIVE, seen, now);
	if (sight != SIGHT_NOTHING)
		take_view(visit, seen);
	visit->last = now;
	visit->status = seen->status;
	wait = wait_of(visit, sight, seen);
	visit->next = now + wait + pace_jitter(seed, visit->article, now, wait / JITTER_SHARE);
}
