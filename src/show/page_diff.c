#include "show/diff_out.h"
#include "show/page.h"
#include "show/pages.h"

struct comparison {
	struct article_row row;
	struct revision old, new;
	struct changes changes;
};

static struct err
comparison_gather(struct request *request, struct comparison *out)
{
	struct archive *archive = request->clerk->archive;
	int64_t id = request->args.number[PARAM_ID];
	struct err e = article_get(archive, request->arena, id, &out->row);

	if (!e.code)
		e = revision_get(archive, request->arena, id, request->args.number[PARAM_N],
		    REVISION_BODY, &out->old);
	if (!e.code)
		e = revision_get(archive, request->arena, id, request->args.number[PARAM_M],
		    REVISION_BODY, &out->new);
	if (!e.code)
		changes_between(request->arena, &out->old.record, &out->new.record, &out->changes);
	return e;
}

/* ---- the head ---- */

/* Every step from one revision to the next, and all at once. */
static void
steps_write(struct html_out *out, const struct comparison *comparison)
{
	long long id = comparison->row.id, last = comparison->row.revisions;
	enum { SHOWN = 30 };

	if (last < 3)
		return;
	out_put(out, "<p class='tabs'>");
	for (long long n = last > SHOWN ? last - SHOWN : 1; n <= last; n++) {
		long long from = n < last ? n : 1, to = n < last ? n + 1 : last;
		bool here = from == comparison->old.n && to == comparison->new.n;

		if (!out_leads(out, "/a/%lld/diff/%lld..%lld", id, from, to))
			continue;
		out_put(out, " <a");
		out_href(out, "/a/%lld/diff/%lld..%lld", id, from, to);
		buf_push_format(
		    out->to, "%s>%lld → %lld</a>", here ? " aria-current='true'" : "", from, to);
	}
	out_put(out, "</p>\n");
}

static void
view_tabs(struct request *request, struct html_out *out, enum diff_view view)
{
	static const struct {
		struct str value;
		enum word word;
	} views[] = {
		[VIEW_INLINE] = { STR_INIT(""), WORD_VIEW_INLINE },
		[VIEW_SIDE] = { STR_INIT("side"), WORD_VIEW_SIDE },
		[VIEW_NUMBERS] = { STR_INIT("numbers"), WORD_VIEW_NUMBERS },
	};

	if (out->links)
		return;
	out_put(out, "<p class='tabs'>");
	for (size_t i = 0; i < LENGTH(views); i++) {
		struct str query = args_query(request->arena, &request->args,
		    request->route->params, PARAM_VIEW, views[i].value, PARAM_MAX);

		out_put(out, " <a rel='nofollow'");
		out_href(out, "%.*s%.*s", STR_ARGS(request->path), STR_ARGS(query));
		if (i == view)
			out_put(out, " aria-current='true'");
		out_put(out, ">");
		out_word(out, views[i].word);
		out_put(out, "</a>");
	}
	out_put(out, "</p>\n");
}

static void
head_write(struct html_out *out, const struct comparison *comparison)
{
	const struct revision *old = &comparison->old, *new = &comparison->new;

	buf_push_format(out->to, "<h1>");
	out_word(out, WORD_CHANGES);
	buf_push_format(out->to, " %lld → %lld</h1>\n<p><a", (long long)old->n, (long long)new->n);
	out_href(out, "/a/%lld", (long long)comparison->row.id);
	out_lang(out, new->record.lang);
	out_put(out, ">");
	out_text(out, new->record.headline);
	out_put(out, "</a></p>\n<p class='meta'>");
	out_text(out, comparison->row.source_name);
	out_dot(out);
	out_time(out, old->fetched, TIME_BOTH);
	out_put(out, " → ");
	out_time(out, new->fetched, TIME_ZONE);
	out_put(out, "</p>\n<p class='flag'>");
	out_word(out, weight_word(comparison->changes.weight));
	out_put(out, " <span class='meta'>−");
	out_int(out, comparison->changes.removed);
	out_put(out, " +");
	out_int(out, comparison->changes.added);
	out_put(out, " ");
	out_word(out, WORD_CHARACTERS);
	if (comparison->changes.figures) {
		out_dot(out);
		out_count(out, WORD_N_FIGURES, comparison->changes.figures);
	}
	out_put(out, "</span></p>\n");
}

static void
noise_write(struct request *request, struct html_out *out, size_t hidden)
{
	struct str query;

	if (!hidden)
		return;
	query = args_query(
	    request->arena, &request->args, request->route->params, PARAM_NOISE, S("1"), PARAM_MAX);
	out_put(out, "<p class='meta'>");
	out_count(out, WORD_N_NOISE, (int64_t)hidden);
	if (!out->links) {
		out_put(out, " <a rel='nofollow'");
		out_href(out, "%.*s%.*s", STR_ARGS(request->path), STR_ARGS(query));
		out_put(out, ">");
		out_word(out, WORD_SHOW_NOISE);
		out_put(out, "</a>");
	}
	out_put(out, "</p>\n");
}

/* ---- the whole: always as published, since a converted text proves nothing ---- */

static void
rows_write(struct request *request, struct html_out *out, const struct comparison *comparison)
{
	struct diff_options options = { .view = (enum diff_view)request->args.number[PARAM_VIEW],
		.noise = request->args.number[PARAM_NOISE] == 1 };
	size_t hidden;

	out_put(out, "<div class='diff'");
	out_lang(out, comparison->new.record.lang);
	out_put(out, ">\n");
	if (comparison->changes.headline.kind == CHANGE_CHANGED && options.view != VIEW_NUMBERS) {
		out_put(out, "<p class='deck'>");
		diff_pieces(out, &comparison->changes.headline);
		out_put(out, "</p>\n");
	}
	hidden = diff_rows(out, &comparison->changes, &options);
	out_put(out, "</div>\n");
	if (options.view == VIEW_NUMBERS && !comparison->changes.figures) {
		out_put(out, "<p class='end'>");
		out_word(out, WORD_NO_FIGURES);
		out_put(out, "</p>\n");
	}
	noise_write(request, out, hidden);
}

struct err
page_diff(struct request *request, struct response *response)
{
	struct comparison comparison = { 0 };
	struct err e = comparison_gather(request, &comparison);
	struct html_out *out;

	if (e.code)
		return e;
	out = page_begin(response,
	    &(struct page){
		.title = str_join(request->arena, word_text(WORD_CHANGES, request->tongue), S(": "),
		    comparison.new.record.headline, STR_END),
		.section = WORD_CHANGES,
		.is_as_published = true });
	head_write(out, &comparison);
	steps_write(out, &comparison);
	view_tabs(request, out, (enum diff_view)request->args.number[PARAM_VIEW]);
	rows_write(request, out, &comparison);
	page_end(request, response);
	return e;
}
