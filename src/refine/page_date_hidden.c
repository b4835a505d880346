/* Dates that stand in scripts and in addresses. */
#include "refine/page_cues.h"
#include "refine/page_date.h"

enum { SCRIPT_VALUES = 3, VALUE_BYTES = 64 };

/* ---- scripts ---- */

/* Behind the key: spaces, a quote that may be escaped, and the value. */
static bool
pull_value(struct str *s, struct str *out)
{
	struct str rest;
	size_t n = 0;

	pull_spaces(s);
	while (pull_char(s, '\\') || pull_char(s, '"'))
		;
	rest = *s;
	while (n < rest.n && n < VALUE_BYTES && !strchr("\"\\,}", rest.p[n]))
		n++;
	*out = str_slice(rest, 0, n);
	*s = str_from(rest, n);
	return n > 0;
}

/* Pages that are drawn in the browser hold the article's data in scripts: the first day of publication there counts. */
static void
read_script(struct page_dates *dates, struct str script)
{
	for (unsigned i = 0; i < SCRIPT_VALUES && dates->published_rank < DATE_RANK_SCRIPT; i++) {
		ptrdiff_t behind = page_cue_behind(script, CUE_SCRIPT_DATE);
		struct str value;

		if (behind < 0)
			return;
		script = str_from(script, (size_t)behind);
		if (pull_value(&script, &value))
			dates_offer(dates, false, value, DATE_RANK_SCRIPT, S("script"));
	}
}

static bool
is_data(struct str content)
{
	return content.n && (content.p[0] == '{' || content.p[0] == '[');
}

static void
read_scripts(struct page_dates *dates)
{
	const struct doc *doc = dates->page->doc;

	for (uint32_t i = 1; i < doc->count && dates->published_rank < DATE_RANK_SCRIPT; i++) {
		const struct node *node = &doc->nodes[i];
		if (node->tag == TAG_TEXT && doc->nodes[node->parent].tag == TAG_SCRIPT)
			read_script(dates, node->text);
		else if (node->tag == TAG_META && is_data(node_attr(node, ATTR_CONTENT)))
			read_script(dates, node_attr(node, ATTR_CONTENT));
	}
}

/* ---- addresses ---- */

static struct str
address_said(const struct node *node)
{
	if (node->tag == TAG_LINK && str_equal_nocase(node_attr(node, ATTR_REL), S("canonical")))
		return node_attr(node, ATTR_HREF);
	return node->tag == TAG_META && str_equal_nocase(node_attr(node, ATTR_PROPERTY), S("og:url")) ? node_attr(node, ATTR_CONTENT) : S("");
}

/* The page's address, as it was asked for, or as it says itself. */
static void
read_address(struct page_dates *dates, struct url url)
{
	const struct doc *doc = dates->page->doc;
	struct when when;

	for (uint32_t i = 1; i < doc->count && !url.n; i++) {
		struct str said = address_said(&doc->nodes[i]);
		if (said.n && url_parse(dates->arena, said, NULL, &url).code)
			url = (struct url){ 0 };
	}
	if (!url.n || !day_in_path(url_path(url), &when))
		return;
	dates->address_day = date_local_day(when);
	dates_take(dates, false, when, DATE_RANK_ADDRESS, S("address"));
}

void
dates_hidden(struct page_dates *dates, struct url url, struct str image)
{
	struct when when;

	read_address(dates, url);
	read_scripts(dates);
	if (image.n && image.n < 400 && dates->published_rank < DATE_RANK_PICTURE && day_in_path(image, &when))
		dates_take(dates, false, when, DATE_RANK_PICTURE, S("address of the picture"));
}
