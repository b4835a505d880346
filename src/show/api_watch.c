#include "show/json_out.h"
#include "show/opml_out.h"
#include "show/pages.h"
#include "show/trace.h"

enum { PAGES = 50 };

static struct json
answer_begin(struct response *response, const char *schema)
{
	struct json json = { .out = &response->body };

	response->media = MEDIA_JSON;
	json_out_begin(&json, NULL, schema);
	return json;
}

static void
answer_end(struct json *json)
{
	json_object_end(json);
	buf_push_char(json->out, '\n');
}

/* ---- feeds: members as in `xinshi list --feeds --json` (subscription/1) ---- */

static const char *const state_names[] = {
	[FEED_ACTIVE] = "active",
	[FEED_PAUSED] = "paused",
	[FEED_GONE] = "gone",
	[FEED_REMOVED] = "removed",
};

static const char *const health_names[] = {
	[HEALTH_NEW] = "new",
	[HEALTH_GOOD] = "good",
	[HEALTH_WARN] = "warn",
	[HEALTH_BAD] = "bad",
};

/* null where there is nothing. */
static void
json_text(struct json *json, const char *key, struct str text)
{
	json_str(json, key, text.n ? text : (struct str){ 0 });
}

static void
settings_json(struct json *json, const struct feed_row *feed)
{
	json_int(json, "id", feed->id);
	json_str(json, "name", feed_name(feed));
	json_str(json, "url", feed->url);
	json_text(json, "page", feed->page);
	json_text(json, "lang", feed->lang);
	json_array(json, "labels");
	for (size_t i = 0; i < feed->labels.count; i++)
		json_str(json, NULL, feed->labels.items[i]);
	json_array_end(json);
	json_c(json, "state", state_names[feed->state]);
	json_out_time(json, "added", feed->added);
}

static void
health_json(struct json *json, const struct feed_row *feed, int64_t now)
{
	json_c(json, "health", health_names[feed_health(feed, now)]);
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
}

static void
source_slug_json(struct json *json, const struct sources *sources, int64_t id)
{
	for (size_t i = 0; i < sources->count; i++) {
		if (sources->items[i].id != id)
			continue;
		json_str(json, "source", sources->items[i].slug);
		return;
	}
	json_null(json, "source");
}

struct err
api_feeds(struct request *request, struct response *response)
{
	struct sources sources;
	struct watch watch;
	struct json json;
	struct err e = clerk_sources(request->clerk, &sources);

	if (!e.code)
		e = watch_gather(request, &sources, &watch);
	if (e.code)
		return e;
	json = answer_begin(response, "feeds/1");
	json_array(&json, "feeds");
	for (size_t i = 0; i < watch.count; i++) {
		json_object(&json, NULL);
		settings_json(&json, &watch.items[i].row);
		source_slug_json(&json, &sources, watch.items[i].source);
		health_json(&json, &watch.items[i].row, request->now);
		feed_counts_json(&json, &watch.items[i].row.counts);
		json_object_end(&json);
	}
	json_array_end(&json);
	answer_end(&json);
	return e;
}

/* ---- pages that changed, went or moved ---- */

static struct err
page_json(struct request *request, struct json *json, const struct visit *visit)
{
	struct article_row row;
	struct err e = article_get(request->clerk->archive, request->arena, visit->article, &row);

	if (e.code)
		return e;
	json_object(json, NULL);
	json_str(json, "headline", row.headline);
	json_str(json, "source", row.source_slug);
	visit_json(json, visit);
	json_object_end(json);
	return e;
}

struct err
api_pages(struct request *request, struct response *response)
{
	struct place place = request->args.place[PARAM_BEFORE];
	size_t limit =
	    request->args.text[PARAM_LIMIT].p ? (size_t)request->args.number[PARAM_LIMIT] : PAGES;
	struct visits visits;
	struct json json;
	struct err e = visits_found(
	    request->clerk->archive, request->arena, place.time, place.id, limit, &visits);
	const struct visit *last;

	if (e.code)
		return e;
	last = visits.count ? &visits.items[visits.count - 1] : NULL;
	json = answer_begin(response, "pages/1");
	json_array(&json, "pages");
	for (size_t i = 0; i < visits.count && !e.code; i++)
		e = page_json(request, &json, &visits.items[i]);
	json_array_end(&json);
	json_str(&json, "next",
	    !last || visits.count < limit ? (struct str){ 0 }
					  : str_format(request->arena, "%lld.%lld",
						(long long)last->since, (long long)last->article));
	answer_end(&json);
	return e;
}
