/*
 * page_pair.c: two articles of a story side by side, with the sentences of each that the other has
 * nothing of: by a sign and words for screen readers, never by colour alone.
 */
#include "search/wording.h"
#include "show/page.h"
#include "show/pages.h"
#include "show/pair.h"
#include "store/stories.h"
#include "text/sentence.h"

enum {
	SHARED_LITTLE = 34,  /* of 100: less is nothing to speak of */
	SENTENCE_LEAST = 18, /* bytes: shorter ones say too little to be told apart */
	CHOICES = 60,
};

struct side {
	struct article_row row;
	struct str text;
	size_t alone; /* sentences that only it has */
};

struct pair {
	int64_t story;
	struct side sides[2];
	struct wording *wording;
};

/* ---- gathering ---- */

static struct err
side_gather(struct request *request, struct str id, struct pair *pair, unsigned at)
{
	struct archive *archive = request->clerk->archive;
	struct side *side = &pair->sides[at];
	struct revision head = { 0 };
	struct story_row placed;
	int64_t article;
	struct err e;

	if (!pull_int(&id, &article) || id.n)
		return err_new(ERR_USAGE, at ? "b" : "a");
	e = story_of(archive, request->arena, article, &placed);
	if (!e.code && placed.story != pair->story)
		e = err_new(ERR_NOT_FOUND, "not in this story");
	if (!e.code)
		e = article_get(archive, request->arena, article, &side->row);
	if (!e.code)
		e = revision_get(archive, request->arena, article, 0, REVISION_HEAD, &head);
	if (!e.code)
		e = revision_text(archive, request->arena, head.id, &side->text);
	if (!e.code)
		wording_add(pair->wording, at, side->text);
	return e;
}

static struct err
pair_gather(struct request *request, struct pair *out)
{
	struct story_row row;
	struct err e =
	    story_of(request->clerk->archive, request->arena, request->args.number[PARAM_ID], &row);

	if (e.code)
		return e;
	out->story = row.story;
	out->wording = wording_open(request->arena);
	e = side_gather(request, request->args.text[PARAM_SIDE_A], out, 0);
	return e.code ? e : side_gather(request, request->args.text[PARAM_SIDE_B], out, 1);
}

/* ---- one side ---- */

static void
sentence_write(struct html_out *out, struct pair *pair, unsigned at, struct str sentence)
{
	struct side *side = &pair->sides[at];
	bool alone = sentence.n >= SENTENCE_LEAST &&
		     wording_shared(pair->wording, at, sentence) < SHARED_LITTLE;

	if (alone) {
		side->alone++;
		out_put(out, "<mark>▲<span class='hide'>[");
		out_word(out, WORD_ONLY_HERE);
		out_put(out, ":</span>");
	}
	out_said(out, sentence, side->row.lang);
	if (alone)
		out_put(out, "<span class='hide'>]</span></mark>");
}

static void
text_write(struct html_out *out, struct pair *pair, unsigned at)
{
	struct str text = pair->sides[at].text, line, sentence;

	while (pull_line(&text, &line)) {
		if (!str_trim(line).n)
			continue;
		out_put(out, "<p>");
		while (pull_sentence(&line, &sentence))
			sentence_write(out, pair, at, sentence);
		out_put(out, "</p>\n");
	}
}

static void
side_write(struct html_out *out, struct pair *pair, unsigned at)
{
	struct side *side = &pair->sides[at];
	struct buf body CLEAN(buf_done) = { 0 };
	struct html_out to_body = *out;

	to_body.to = &body;
	text_write(&to_body, pair, at);
	out_put(out, "<section");
	out_lang(out, side->row.lang);
	out_put(out, "><h2><a");
	out_href(out, "/a/%lld", (long long)side->row.id);
	out_put(out, ">");
	if (side->row.headline.n)
		out_said(out, side->row.headline, side->row.lang);
	else
		out_word(out, WORD_NO_TITLE);
	out_put(out, "</a></h2>\n<p class='meta'");
	out_lang(out, tongue_lang(out->tongue));
	out_put(out, ">");
	link_source(out, side->row.source_slug, side->row.source_name);
	out_dot(out);
	out_time(out, side->row.time, TIME_BOTH);
	out_dot(out);
	out_count(out, WORD_N_ONLY_HERE, (int64_t)side->alone);
	out_put(out, "</p>\n");
	buf_push_str(out->to, buf_str(&body));
	out_put(out, "</section>\n");
}

/* ---- the whole ---- */

struct err
page_pair(struct request *request, struct response *response)
{
	struct pair pair = { 0 };
	struct err e = pair_gather(request, &pair);
	struct html_out *out = &response->out;

	if (e.code)
		return e;
	page_begin(response,
	    &(struct page){ .title = word_text(WORD_PAIR, request->tongue),
		.section = WORD_STORIES,
		.canonical = str_format(request->arena, "/story/%lld", (long long)pair.story) });
	out_put(out, "<h1>");
	out_word(out, WORD_PAIR);
	out_put(out, "</h1>\n<p class='meta'>");
	link_word(out, WORD_STORY, "/story/%lld", (long long)pair.story);
	out_dot(out);
	out_zone(out);
	out_dot(out);
	out_word(out, WORD_PAIR_HOW);
	out_put(out, "</p>\n<div class='full pair body'>\n");
	side_write(out, &pair, 0);
	side_write(out, &pair, 1);
	out_put(out, "</div>\n");
	page_end(request, response);
	return e;
}

/* ---- the choice, on the story's own page ---- */

static void
choice_write(struct html_out *out, const char *name, enum word word,
    const struct article_rows *rows, size_t chosen)
{
	out_put(out, "<label><span>");
	out_word(out, word);
	buf_push_format(out->to, "</span><select name='%s'>", name);
	for (size_t i = 0; i < rows->count && i < CHOICES; i++) {
		buf_push_format(out->to, "<option value='%lld'%s>", (long long)rows->items[i].id,
		    i == chosen ? " selected" : "");
		out_said(out, rows->items[i].source_name, S(""));
		out_put(out, " ");
		out_said(out, rows->items[i].headline, rows->items[i].lang);
		out_put(out, "</option>");
	}
	out_put(out, "</select></label>");
}

void
pair_form(struct html_out *out, int64_t story, const struct article_rows *rows)
{
	if (rows->count < 2 || out->links)
		return;
	out_put(out, "<details><summary>");
	out_word(out, WORD_PAIR_CHOOSE);
	out_put(out, "</summary><form");
	out_action(out, str_format(out->arena, "/story/%lld%c", (long long)story, 0).p);
	out_put(out, "><p>");
	choice_write(out, "a", WORD_SIDE_ONE_ARTICLE, rows, 0);
	choice_write(out, "b", WORD_SIDE_OTHER, rows, 1);
	out_put(out, "<button>");
	out_word(out, WORD_COMPARE_DO);
	out_put(out, "</button></p></form></details>\n");
}
