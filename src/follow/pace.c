#include "follow/pace.h"

enum {
	JITTER_SHARE = 20,
	/* one part of so many */ SPARED_JITTER = 600,
	QUIET_SHARE = 8,
	NEWEST = 10
};

/* ---- what an answer means ---- */

enum patience { PATIENCE_GOOD, PATIENCE_WAIT, PATIENCE_STOP };

struct rule {
	int from, to; /* status */
	enum patience patience;
	int32_t first_s, most_s; /* of the wait, which doubles */
};

/* The first that fits. */
static const struct rule rules[] = {
	{ 200, 200, PATIENCE_GOOD, 0, 0 },
	{ 226, 226, PATIENCE_GOOD, 0, 0 },
	{ 304, 304, PATIENCE_GOOD, 0, 0 },
	{ 404, 404, PATIENCE_WAIT, PACE_HOUR, PACE_DAY },
	{ 410, 410, PATIENCE_STOP, PACE_DAY, PACE_DAY },
	{ 400, 499, PATIENCE_WAIT, 4 * PACE_HOUR, PACE_DAY },
	{ 0, 999, PATIENCE_WAIT, PACE_HOUR, PACE_DAY },
};

/* What no server can mend by itself is asked for once a day. */
static const struct {
	enum err_code code;
	struct rule rule;
} faults[] = {
	{ ERR_URL, { 0, 0, PATIENCE_WAIT, PACE_DAY, PACE_DAY } },
	{ ERR_URL_SCHEME, { 0, 0, PATIENCE_WAIT, PACE_DAY, PACE_DAY } },
	{ ERR_ADDRESS, { 0, 0, PATIENCE_WAIT, PACE_DAY, PACE_DAY } },
	{ ERR_ROBOTS, { 0, 0, PATIENCE_WAIT, PACE_DAY, PACE_DAY } },
};

static const struct rule *
rule_of(const struct pace_answer *answer)
{
	const struct rule *rule = rules;

	for (size_t i = 0; i < LENGTH(faults); i++)
		if (answer->err == faults[i].code)
			return &faults[i].rule;
	if (answer->err)
		return &rules[LENGTH(rules) - 1];
	while (rule < rules + LENGTH(rules) - 1 &&
	       (answer->status < rule->from || answer->status > rule->to))
		rule++;
	return rule;
}

bool
pace_is_good(int status)
{
	return rule_of(&(struct pace_answer){ .status = status })->patience == PATIENCE_GOOD;
}

int64_t
pace_fresh(const struct fetched *fetched)
{
	int64_t from = fetched->date;

	if (fetched->max_age_s >= 0)
		return fetched->max_age_s;
	if (!fetched->expires)
		return -1;
	if (!from && fetched->count)
		from = fetched->exchanges[fetched->count - 1].began_ms / 1000;
	return fetched->expires > from ? fetched->expires - from : 0;
}

/* ---- chance ---- */

/* splitmix64's mixing: every bit of the input turns half of the output. */
static uint64_t
mix(uint64_t x)
{
	x += UINT64_C(0x9e3779b97f4a7c15);
	x = (x ^ x >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
	x = (x ^ x >> 27) * UINT64_C(0x94d049bb133111eb);
	return x ^ x >> 31;
}

int64_t
pace_jitter(uint64_t seed, int64_t id, int64_t now, int64_t range)
{
	if (range <= 0)
		return 0;
	return (int64_t)(mix(seed ^ mix((uint64_t)id ^ mix((uint64_t)now))) % (uint64_t)range);
}

/* ---- hours and days that are spared ---- */

static bool
is_spared(int64_t at, uint32_t skip_hours, uint32_t skip_days)
{
	int64_t day = at / PACE_DAY, hour = at % PACE_DAY / PACE_HOUR;

	/* 1970-01-01 was a Thursday; Monday is 0 */
	return (skip_hours >> hour & 1) || (skip_days >> (day + 3) % 7 & 1);
}

int64_t
pace_spared(int64_t at, uint32_t skip_hours, uint32_t skip_days)
{
	int64_t hour = at - at % PACE_HOUR;

	if (!is_spared(at, skip_hours, skip_days))
		return at;
	for (int i = 1; i <= 7 * 24; i++)
		if (!is_spared(hour + (int64_t)i * PACE_HOUR, skip_hours, skip_days))
			return hour + (int64_t)i * PACE_HOUR;
	return at; /* a feed that wants never to be asked has made a mistake */
}

/* ---- activity ---- */

/* Puts ${time} into the newest NEWEST, which are in falling order. */
static size_t
keep_newest(int64_t *newest, size_t count, int64_t time)
{
	size_t i = count < NEWEST ? count : NEWEST - 1;

	if (count == NEWEST && time <= newest[NEWEST - 1])
		return count;
	for (; i > 0 && newest[i - 1] < time; i--)
		newest[i] = newest[i - 1];
	newest[i] = time;
	return count < NEWEST ? count + 1 : count;
}

int64_t
pace_activity(const int64_t *times, size_t count, int64_t now)
{
	int64_t newest[NEWEST];
	size_t known = 0;

	for (size_t i = 0; i < count; i++)
		if (times[i] > 0 && times[i] <= now)
			known = keep_newest(newest, known, times[i]);
	if (!known)
		return 0;
	return (now - newest[known - 1]) / (int64_t)known / 2 + 1;
}

/* ---- hosts ---- */

/* Beginnings of addresses as struct exchange has them that are no public host's. */
static const char *const private_addresses[] = {
	"127.",
	"10.",
	"192.168.",
	"169.254.",
	"172.16.",
	"172.17.",
	"172.18.",
	"172.19.",
	"172.20.",
	"172.21.",
	"172.22.",
	"172.23.",
	"172.24.",
	"172.25.",
	"172.26.",
	"172.27.",
	"172.28.",
	"172.29.",
	"172.30.",
	"172.31.",
	"::1 ",
	"fc",
	"fd",
	"fe80:",
};

bool
pace_holds_host(int status, struct str address)
{
	if (status != 429 || !address.n)
		return false;
	for (size_t i = 0; i < LENGTH(private_addresses); i++)
		if (str_starts(address, str_from_c(private_addresses[i])))
			return false;
	return true;
}

/* ---- the schedule ---- */

static int64_t
longest(int64_t a, int64_t b)
{
	return a > b ? a : b;
}

static int64_t
within(int64_t value, int64_t least, int64_t most)
{
	return value < least ? least : value > most ? most : value;
}

static void
remember(struct feed_row *row, const struct pace_answer *answer)
{
	/* a 304 without Cache-Control leaves what was said before (RFC 9111, 4.3.4); a 200 does not
	 */
	if (answer->fresh_s >= 0 || answer->status != 304)
		row->fresh_s = longest(answer->fresh_s, 0);
	if (!answer->has_document)
		return;
	row->ttl_s = answer->ttl_s;
	row->activity_s = answer->activity_s;
	row->skip_hours = answer->skip_hours;
	row->skip_days = answer->skip_days;
}

static int64_t
interval_of(const struct feed_row *row, int64_t now)
{
	bool invited = row->ttl_s > 0 || row->fresh_s > 0;
	int64_t activity = row->activity_s ? row->activity_s : PACE_USUAL;

	/* a lease that ends sooner is renewed in time */
	if (row->hub_state == HUB_CONFIRMED && row->hub_until > now)
		return within(row->hub_until - now - PACE_HOUR, PACE_USUAL, PACE_HUB);
	/* who has been quiet for long is likely to stay so */
	if (row->last_change)
		activity = longest(activity, (now - row->last_change) / QUIET_SHARE);
	return within(longest(longest(row->ttl_s, row->fresh_s), activity),
	    invited ? PACE_LEAST : PACE_USUAL, PACE_MOST);
}

static int64_t
wait_of(const struct feed_row *row, const struct pace_answer *answer, const struct rule *rule)
{
	bool asked = answer->retry_after_s >= 0;
	int64_t retry = within(answer->retry_after_s, PACE_LEAST, PACE_RETRY_MOST);
	int64_t wait = rule->first_s;

	for (int64_t i = 1; i < row->failing && wait < rule->most_s; i++)
		wait *= 2;
	wait = within(wait, rule->first_s, rule->most_s);
	if (!asked)
		return wait;
	return answer->status == 429 || answer->status == 503 ? retry : longest(wait, retry);
}

/* The stored address moves only after several answers of one mind: a captive portal may say 301,
 * too. */
static void
move(struct feed_row *row, struct str moved_to)
{
	if (!moved_to.n || str_equal(moved_to, row->url)) {
		row->moved_to = S("");
		row->moved_times = 0;
		return;
	}
	row->moved_times = str_equal(moved_to, row->moved_to) ? row->moved_times + 1 : 1;
	row->moved_to = moved_to;
	if (row->moved_times < PACE_MOVES)
		return;
	row->url = moved_to;
	row->moved_to = S("");
	row->moved_times = 0;
}

void
pace_set(struct feed_row *row, const struct pace_answer *answer, uint64_t seed, int64_t now)
{
	const struct rule *rule = rule_of(answer);
	int64_t at;

	if (rule->patience == PATIENCE_GOOD) {
		row->failing = 0;
		if (row->state == FEED_GONE)
			row->state = FEED_ACTIVE;
		remember(row, answer);
		move(row, answer->moved_to);
		row->interval_s = interval_of(row, now);
	} else {
		row->failing++;
		row->interval_s = wait_of(row, answer, rule);
	}
	if (rule->patience == PATIENCE_STOP)
		row->state = FEED_GONE;
	at =
	    now + row->interval_s + pace_jitter(seed, row->id, now, row->interval_s / JITTER_SHARE);
	row->next = pace_spared(at, row->skip_hours, row->skip_days);
	if (row->next != at)
		row->next += pace_jitter(seed, row->id, at, SPARED_JITTER);
}
