#include "show/mirror_work.h"
#include "show/pages.h"

enum { PAGE_MAX = 48 << 20, DAY_S = 86400, WEEK_S = 7 * DAY_S };

/* ---- which pages there are ---- */

static bool
has_home(const struct mirror *mirror, const struct args *args)
{
	(void)mirror, (void)args;
	return true;
}

static bool
has_day(const struct mirror *mirror, const struct args *args)
{
	const struct shelf *shelf = &mirror->shelf;
	int64_t from = args->number[PARAM_DAY] * DAY_S - mirror->server.zone_s;
	size_t at = shelf_at(shelf, from);

	return at < shelf->count && shelf->items[shelf->by_time[at]].row.time < from + DAY_S;
}

static bool
has_article(const struct mirror *mirror, const struct args *args)
{
	return shelf_article(&mirror->shelf, args->number[PARAM_ID]) != NULL;
}

static bool
has_revision(const struct mirror *mirror, const struct args *args)
{
	const struct shelved_article *item = shelf_article(&mirror->shelf, args->number[PARAM_ID]);

	return item && item->row.revisions > 1 && args->number[PARAM_N] <= item->row.revisions;
}

/* Of each two neighbours, and of the first and the last. */
static bool
has_diff(const struct mirror *mirror, const struct args *args)
{
	const struct shelved_article *item = shelf_article(&mirror->shelf, args->number[PARAM_ID]);
	int64_t n = args->number[PARAM_N], m = args->number[PARAM_M];

	return item && m <= item->row.revisions &&
	       (n + 1 == m || (n == 1 && m == item->row.revisions && m > 1));
}

static bool
has_story(const struct mirror *mirror, const struct args *args)
{
	const struct shelved_story *story = shelf_story(&mirror->shelf, args->number[PARAM_ID]);

	return story && story->captured;
}

static bool
has_stories(const struct mirror *mirror, const struct args *args)
{
	const struct id_list *weeks = &mirror->shelf.weeks;

	if (!weeks->count || !args->text[PARAM_BEFORE].n)
		return weeks->count > 0;
	return weeks->items[weeks->count - 1] <= args->place[PARAM_BEFORE].time &&
	       args->place[PARAM_BEFORE].time <= weeks->items[0];
}

static bool
has_changes(const struct mirror *mirror, const struct args *args)
{
	const struct changed_rows *changes = &mirror->shelf.changes;

	if (!changes->count || !args->text[PARAM_DAY].n)
		return changes->count > 0;
	for (size_t i = 0; i < changes->count; i++)
		if (mirror_day(mirror, changes->items[i].time) == args->number[PARAM_DAY])
			return true;
	return false;
}

static bool
has_source(const struct mirror *mirror, const struct args *args)
{
	const struct sources *sources = &mirror->shelf.sources;

	for (size_t i = 0; i < sources->count; i++)
		if (str_equal(sources->items[i].slug, args->text[PARAM_SLUG]))
			return sources->items[i].articles > 0;
	return false;
}

static bool
target_is_there(const struct mirror *mirror, const struct target *target)
{
	static const struct {
		handler *page;
		bool (*has)(const struct mirror *mirror, const struct args *args);
	} pages[] = {
		{ page_article, has_article },
		{ page_version, has_revision },
		{ page_diff, has_diff },
		{ page_day, has_day },
		{ page_story, has_story },
		{ page_stories, has_stories },
		{ page_changes, has_changes },
		{ page_source, has_source },
		{ page_home, has_home },
		{ page_sources, has_home },
		{ page_about, has_home },
		{ file_icon, has_home },
	};

	for (size_t i = 0; i < LENGTH(pages); i++)
		if (pages[i].page == target->route->handler)
			return pages[i].has(mirror, &target->args);
	return false;
}

/* ---- links ---- */

/* Weeks without stories are passed over, away from the one that is being written. */
static void
week_aim(const struct mirror *mirror, struct target *target)
{
	const struct id_list *weeks = &mirror->shelf.weeks;
	int64_t *before = &target->args.place[PARAM_BEFORE].time;

	if (target->route->handler != page_stories || !target->args.text[PARAM_BEFORE].n)
		return;
	if (*before > mirror->week) {
		size_t i = weeks->count - 1;

		while (i > 0 && weeks->items[i] < *before)
			i--;
		*before = weeks->items[i];
	} else {
		size_t i = 0;

		while (i + 1 < weeks->count && weeks->items[i] > *before)
			i++;
		*before = weeks->items[i];
	}
	/* the newest has a name of its own */
	if (*before == weeks->items[0])
		target->args.text[PARAM_BEFORE] = S("");
}

/* A list that goes on: the further page is of the same unit, and is made with it. */
static void
wait_for(struct mirror *mirror, const struct target *target, struct str name, struct str path)
{
	static const enum param further[] = { PARAM_PAGE, PARAM_AFTER, PARAM_BEFORE };
	bool goes_on = false;

	for (size_t i = 0; i < LENGTH(further); i++)
		goes_on = goes_on || (target->args.text[further[i]].n &&
					 target->route->handler != page_stories);
	if (!goes_on || str_equal(name, mirror->unit.name))
		return;
	for (size_t i = 0; i < mirror->unit.waiting.count; i++)
		if (str_equal(mirror->unit.waiting.items[i], name))
			return;
	arena_push(&mirror->arena, mirror->unit.waiting.items, mirror->unit.waiting.count,
	    mirror->unit.waiting.capacity);
	mirror->unit.waiting.items[mirror->unit.waiting.count++] = str_copy(&mirror->arena, name);
	arena_push(&mirror->arena, mirror->unit.targets.items, mirror->unit.targets.count,
	    mirror->unit.targets.capacity);
	mirror->unit.targets.items[mirror->unit.targets.count++] = str_copy(&mirror->arena, path);
}

/* What most links are: "/a/17". */
static bool
is_article_path(struct str path, int64_t *id)
{
	return pull_str(&path, S("/a/")) && pull_int(&path, id) && !path.n;
}

static struct str
link_find(void *context, struct arena *arena, struct str path)
{
	struct mirror *mirror = context;
	struct str none = { 0 }, name = path;
	struct target target;
	int64_t id;

	if (is_article_path(path, &id))
		return shelf_article(&mirror->shelf, id)
			   ? name_between(arena, mirror->here, name_of_article(arena, id))
			   : none;
	if (str_equal(path, S("/style.css")))
		return name_between(arena, mirror->here, S("style.css"));
	if (pull_str(&name, S(FILES_PREFIX)))
		return name_between(arena, mirror->here, name);
	if (target_parse(arena, path, &target).code || !target_is_there(mirror, &target))
		return none;
	week_aim(mirror, &target);
	name = target_name(arena, &target);
	if (!name.p)
		return none;
	wait_for(mirror, &target, name, path);
	return name_between(arena, mirror->here, name);
}

void
mirror_links(struct mirror *mirror)
{
	mirror->links = (struct links){ .find = link_find,
		.image = mirror_picture,
		.policy = mirror->sink->policy,
		.context = mirror };
}

/* ---- writing one ---- */

/* As the clerk of the reading room would ask, but for links. */
static void
request_init(struct mirror *mirror, struct request *request, struct response *response,
    struct buf *body, int64_t captured)
{
	mirror->links.captured = captured;
	*request = (struct request){ .clerk = &mirror->clerk,
		.arena = &mirror->page,
		.options = &mirror->server,
		.now = mirror->shelf.captured,
		.tongue = mirror->tongue };
	request->only.source = mirror->options->source;
	request->only.from = mirror->options->from;
	request->only.to = mirror->options->to;
	*response = (struct response){ .status = 200, .body = *body };
	response->out = (struct html_out){ .to = &response->body,
		.arena = &mirror->page,
		.tongue = mirror->tongue,
		.zone_s = mirror->server.zone_s,
		.links = &mirror->links };
}

static void
request_aim(struct request *request, const struct target *target, struct str path)
{
	ptrdiff_t mark = str_find_char(path, '?', 0);

	request->route = target->route;
	request->args = target->args;
	request->path = str_slice(path, 0, mark < 0 ? path.n : (size_t)mark);
	request->query = mark < 0 ? S("") : str_from(path, (size_t)mark);
}

/* What takes away one page, and not the mirror: the page says so. */
static bool
is_damage(struct err e)
{
	return e.code == ERR_DAMAGE || e.code == ERR_DIGEST || e.code == ERR_TOO_BIG;
}

static struct err
page_put_as(struct mirror *mirror, struct str name, struct str path, int64_t captured)
{
	struct buf body = { .max = PAGE_MAX };
	struct response response;
	struct request request;
	struct target target;
	struct mirror_file file = { .name = name };
	struct err e = target_parse(&mirror->page, path, &target);

	if (e.code)
		return e;
	mirror->here = name;
	request_init(mirror, &request, &response, &body, captured);
	request_aim(&request, &target, path);
	e = request.route->handler(&request, &response);
	if (is_damage(e)) {
		mirror->report->unreadable++;
		page_error(&request, &response, e);
		e = (struct err){ 0 };
	}
	if (!e.code)
		e = response.body.err;
	file.kind = response.media == MEDIA_ICON ? MIRROR_ICON : MIRROR_PAGE;
	file.title = response.title;
	if (!e.code)
		e = unit_put(mirror, &file, buf_raw(&response.body));
	buf_done(&response.body);
	return e;
}

struct err
page_put(struct mirror *mirror, struct str path, int64_t captured)
{
	struct target target;
	struct err e;

	arena_reset(&mirror->page);
	e = target_parse(&mirror->page, path, &target);
	return e.code ? e
		      : page_put_as(mirror, target_name(&mirror->page, &target), path, captured);
}

struct err
pages_put(struct mirror *mirror, struct str path, int64_t captured)
{
	struct err e =
	    (arena_reset(&mirror->page), page_put_as(mirror, mirror->unit.name, path, captured));

	while (!e.code && mirror->unit.done < mirror->unit.waiting.count)
		e = page_put(mirror, mirror->unit.targets.items[mirror->unit.done++], captured);
	return e;
}

/* ---- pages of our own ---- */

void
sheet_begin(struct mirror *mirror, struct sheet *sheet, struct str name, struct str title,
    enum word section, int64_t captured)
{
	struct buf body = { .max = PAGE_MAX };

	arena_reset(&mirror->page);
	sheet->name = str_copy(&mirror->page, name);
	sheet->title = str_copy(&mirror->page, title);
	mirror->here = sheet->name;
	request_init(mirror, &sheet->request, &sheet->response, &body, captured);
	sheet->out = page_begin(
	    &sheet->response, &(struct page){ .title = sheet->title, .section = section });
}

struct err
sheet_put(struct mirror *mirror, struct sheet *sheet)
{
	struct mirror_file file = {
		.name = sheet->name, .title = sheet->title, .kind = MIRROR_PAGE
	};
	struct err e;

	page_end(&sheet->request, &sheet->response);
	e = sheet->response.body.err;
	if (!e.code)
		e = unit_put(mirror, &file, buf_raw(&sheet->response.body));
	buf_done(&sheet->response.body);
	return e;
}
