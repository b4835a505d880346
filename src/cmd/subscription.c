#include "cmd/feed_rows.h"
#include "show/json_out.h"

/* null where there is nothing: json_str of an empty text is "". */
static void
json_text(struct json *json, const char *key, struct str text)
{
	json_str(json, key, text.n ? text : (struct str){ 0 });
}

static void
settings_json(struct json *json, const struct feed_row *feed)
{
	static const char *const states[] = { [FEED_ACTIVE] = "active",
		[FEED_PAUSED] = "paused",
		[FEED_GONE] = "gone",
		[FEED_REMOVED] = "removed" };

	json_int(json, "id", feed->id);
	json_str(json, "name", feed_name(feed));
	json_str(json, "url", feed->url);
	json_str(json, "url_added", feed->url_added);
	json_text(json, "title", feed->title);
	json_text(json, "title_claimed", feed->title_claimed);
	json_text(json, "page", feed->page);
	json_text(json, "source", feed->source);
	json_text(json, "lang", feed->lang);
	if (feed->has_zone)
		json_int(json, "zone_s", feed->zone_s);
	else
		json_null(json, "zone_s");
	json_array(json, "labels");
	for (size_t i = 0; i < feed->labels.count; i++)
		json_str(json, NULL, feed->labels.items[i]);
	json_array_end(json);
	json_c(json, "state", states[feed->state]);
	json_out_time(json, "added", feed->added);
}

static void
health_json(struct json *json, const struct feed_row *feed, int64_t now)
{
	static const char *const healths[] = { [HEALTH_NEW] = "new",
		[HEALTH_GOOD] = "good",
		[HEALTH_WARN] = "warn",
		[HEALTH_BAD] = "bad" };

	json_c(json, "health", healths[feed_health(feed, now)]);
	json_out_time(json, "next", feed->state == FEED_ACTIVE ? feed->next : 0);
	json_int(json, "interval_s", feed->interval_s);
	json_out_time(json, "last_try", feed->last_try);
	json_out_time(json, "last_success", feed->last_success);
	json_out_time(json, "last_change", feed->last_change);
	json_int(json, "status", feed->status);
	json_int(json, "failing", feed->failing);
	json_text(json, "fault", feed->fault);
	json_text(json, "fault_what", feed->fault_what);
	json_text(json, "format", feed->format);
	json_text(json, "charset", feed->charset);
	json_text(json, "moved_to", feed->moved_to);
	json_int(json, "capture", feed->capture);
}

static void
hub_json(struct json *json, const struct feed_row *feed)
{
	static const char *const states[] = { [HUB_NONE] = "none",
		[HUB_OFFERED] = "offered",
		[HUB_ASKED] = "asked",
		[HUB_CONFIRMED] = "confirmed",
		[HUB_REFUSED] = "refused" };

	json_c(json, "hub_state", states[feed->hub_state]);
	json_text(json, "hub", feed->hub);
	json_out_time(json, "hub_until", feed->hub_until);
}

void
subscription_put(struct context *context, const struct feed_row *feed)
{
	struct json json = json_line(context);

	json_out_begin(&json, NULL, "subscription/1");
	settings_json(&json, feed);
	health_json(&json, feed, context->now);
	hub_json(&json, feed);
	feed_counts_json(&json, &feed->counts);
	json_line_end(context, &json);
}
