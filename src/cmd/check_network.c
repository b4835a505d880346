#include <unistd.h>

#include "cmd/checks.h"
#include "cmd/network.h"
#include "cmd/progress.h"
#include "guard/gate.h"
#include "store/feeds.h"

enum { OVERDUE_S = 7200 };

struct tally {
	int64_t followed, good, failing, bad, overdue;
};

static struct tally
tally_of(const struct feed_rows *rows, int64_t now)
{
	struct tally tally = { 0 };

	for (size_t i = 0; i < rows->count; i++) {
		const struct feed_row *feed = &rows->items[i];
		enum feed_health health = feed_health(feed, now);

		if (feed->state == FEED_PAUSED)
			continue;
		tally.followed++;
		tally.good += health == HEALTH_GOOD || health == HEALTH_NEW;
		tally.failing += health == HEALTH_WARN;
		tally.bad += health == HEALTH_BAD;
		tally.overdue += feed->state == FEED_ACTIVE && feed->next + OVERDUE_S < now;
	}
	return tally;
}

struct finding
check_feeds(struct context *context)
{
	struct feed_rows rows = { 0 };
	struct tally tally;

	if (!context->archive ||
	    feeds_list(context->archive, &context->arena, &(struct feed_filter){ 0 }, &rows).code)
		return finding(
		    context, LEVEL_WARN, NULL, "not looked at: the archive did not open");
	tally = tally_of(&rows, context->now);
	if (!tally.followed)
		return finding(context, LEVEL_OK, NULL, "none is followed");
	if (tally.overdue)
		return finding(context, LEVEL_WARN,
		    "xinshi follow, or serve --follow, asks them in time; xinshi fetch now",
		    "%s followed; %lld should have been asked more than two hours ago",
		    counted(context, tally.followed, "feed is", "feeds are"),
		    (long long)tally.overdue);
	return finding(context, tally.bad || tally.failing ? LEVEL_WARN : LEVEL_OK,
	    tally.bad || tally.failing ? "xinshi list --feeds says why" : NULL,
	    "%s followed: %lld well, %lld failing, %lld failing for days or gone",
	    counted(context, tally.followed, "feed is", "feeds are"), (long long)tally.good,
	    (long long)tally.failing, (long long)tally.bad);
}

struct finding
check_contact(struct context *context)
{
	if (network_has_contact(context))
		return finding(
		    context, LEVEL_OK, NULL, "%s", option_text(&context->options, "contact"));
	return finding(context, LEVEL_WARN,
	    "in xinshi.conf, section [net]: contact = https://your.site/about",
	    "not set: those we ask cannot write to us, and may bar us");
}

struct finding
check_authorities(struct context *context)
{
	static const char *const bundles[] = {
		"/etc/ssl/certs/ca-certificates.crt",
		"/etc/pki/tls/certs/ca-bundle.crt",
		"/etc/ssl/cert.pem",
	};

	for (size_t i = 0; i < LENGTH(bundles); i++)
		if (access(bundles[i], R_OK) == 0)
			return finding(context, LEVEL_OK, NULL, "%s", bundles[i]);
	return finding(context, LEVEL_BAD, "install the package ca-certificates",
	    "no file of certificate authorities: https servers cannot be believed");
}

struct finding
check_gate(struct context *context)
{
	struct gate_settings settings;
	struct gate *gate = NULL;
	int64_t begun = clock_ms();
	struct err e = network_settings(context, &settings);

	if (e.code)
		return finding(
		    context, LEVEL_BAD, "man xinshi.conf", "the network's options: see above");
	e = gate_open(&settings, &gate);
	gate_close(gate);
	if (e.code)
		return finding(context, LEVEL_BAD,
		    e.code == ERR_CONFIG
			? "look at allow and proxy in section [net] of xinshi.conf; man xinshi.conf"
			: "is xinshi-fetch installed beside xinshi, and of the same version?",
		    "xinshi-fetch: %s%s%s", err_row(e.code)->text, e.what ? ": " : "",
		    e.what ? e.what : "");
	return finding(context, LEVEL_OK, NULL,
	    "xinshi-fetch starts and locks itself in (%lld ms)%s%s",
	    (long long)(clock_ms() - begun), settings.proxy.n ? ", by " : "",
	    settings.proxy.n ? option_text(&context->options, "proxy") : "");
}
