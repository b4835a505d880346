#include "refine/address.h"
#include "refine/image_source.h"
#include "refine/mend.h"
#include "refine/rules.h"

/* Two addresses run together ("https://www.x.comhttps://y/"), as one outlet's program makes them:
 * the second is meant. */
static struct str
run_together(struct str url)
{
	static const struct str schemes[] = { STR_INIT("https://"), STR_INIT("http://") };

	for (size_t i = 0; i < LENGTH(schemes); i++) {
		ptrdiff_t at = str_find(url, schemes[i], 1);

		if (at > 8 && str_starts(url, S("http")) && char_is_alpha(url.p[at - 1]) &&
		    str_find_char(str_slice(url, 8, (size_t)at), '/', 0) < 0)
			return str_from(url, (size_t)at);
	}
	return url;
}

static const struct url *
base_of(const struct address_context *context)
{
	return context->base.n ? &context->base : NULL;
}

/* An address as it may stand in a clean body: what parses, and passes doc_check. */
static bool
url_take(const struct address_context *context, struct str s, struct url *out)
{
	struct url url;

	if (url_parse(context->arena, s, base_of(context), &url).code ||
	    !url_is_absolute(url_str(url)))
		return false;
	*out = url;
	return true;
}

static bool
is_absolute(struct str s)
{
	return str_starts_nocase(s, S("http://")) || str_starts_nocase(s, S("https://"));
}

bool
address_of_link(const struct address_context *context, struct str href, struct url *out)
{
	struct url url;

	href = run_together(str_trim(href));
	if (href.n == 0 || href.p[0] == '#')
		return false;
	if (!url_take(context, href, &url)) {
		note(context->notes, NOTE_LINK_REMOVED);
		return false;
	}
	if (!is_absolute(href))
		note(context->notes, NOTE_LINK_RELATIVE);
	*out = url_without_tracking(context->arena, url);
	if (out->n != url.n)
		note(context->notes, NOTE_TRACKING);
	return true;
}

bool
address_of_embed(const struct address_context *context, struct str src, struct url *out)
{
	src = str_trim(src);
	if (src.n == 0 || str_starts_nocase(src, S("about:")))
		return false;
	if (address_of(src)->kind == ADDRESS_TRACKER) {
		note(context->notes, NOTE_AD_CONTAINER);
		return false;
	}
	return address_of_link(context, src, out);
}

/* ---- pictures ---- */

/* A picture of a point is there to be counted. */
static bool
is_pixel(const struct node *image)
{
	static const enum attr_name sides[] = { ATTR_WIDTH, ATTR_HEIGHT };

	for (size_t i = 0; i < LENGTH(sides); i++) {
		struct str side = str_trim(node_attr(image, sides[i]));
		uint64_t points;

		if (pull_number(&side, 100000, &points) && points <= 2 &&
		    (side.n == 0 || side.p[0] == 'p'))
			return true;
	}
	return false;
}

/* The note for a picture that is not to be shown; NOTE_MAX for one that is. */
static enum note_code
image_fault(const struct node *image, struct str src)
{
	const struct address_row *row = address_of(src);

	if (src.n == 0 || row->kind == ADDRESS_WAIT)
		return NOTE_IMAGE_NO_SOURCE;
	if (str_starts_nocase(src, S("data:")))
		return NOTE_IMAGE_DATA;
	if (is_pixel(image))
		return NOTE_IMAGE_TRACKER;
	return row->kind == ADDRESS_TRACKER || row->kind == ADDRESS_LOGO ? row->note : NOTE_MAX;
}

static void
form_note(struct notes *notes, struct str src, struct url url)
{
	if (str_starts(src, S("//")))
		note(notes, NOTE_IMAGE_PROTOCOL_RELATIVE);
	else if (!is_absolute(src))
		note(notes, NOTE_IMAGE_RELATIVE);
	if (str_starts(url_str(url), S("http:")))
		note(notes, NOTE_IMAGE_HTTP);
}

static bool
image_url(const struct address_context *context, const struct page_image *page,
    struct url *url, struct str *proxy)
{
	const struct node *image = page->node;
	bool is_lazy = false;
	struct str src = image_source(page, &is_lazy);
	enum note_code fault = image_fault(image, src);

	if (is_lazy)
		note(context->notes, NOTE_IMAGE_LAZY);

	if (fault == NOTE_MAX && !url_take(context, src, url))
		fault = NOTE_IMAGE_NO_SOURCE;
	if (fault != NOTE_MAX) {
		note(context->notes, fault);
		return false;
	}
	*url = url_unproxied(context->arena, *url, proxy);
	fault = proxy->n ? image_fault(image, url_str(*url)) : NOTE_MAX;
	if (!url_is_absolute(url_str(*url)))
		fault = NOTE_IMAGE_NO_SOURCE;
	if (fault != NOTE_MAX) {
		note(context->notes, fault);
		return false;
	}
	if (proxy->n)
		note(context->notes, NOTE_IMAGE_PROXIED);
	form_note(context->notes, src, *url);
	return true;
}

/* "640" or "640px" -> "640"; p NULL where it is neither. */
static struct str
points_of(const struct node *image, enum attr_name side)
{
	struct str value = str_trim(node_attr(image, side));
	size_t digits = 0;

	while (digits < value.n && char_is_digit(value.p[digits]))
		digits++;
	if (digits == 0 || digits > 5 ||
	    (digits < value.n && !str_equal(str_from(value, digits), S("px"))))
		return (struct str){ 0 };
	return str_slice(value, 0, digits);
}

/* "IMG_0412.JPG": what a program wrote where words were asked for. */
static bool
is_file_name(struct str title)
{
	static const struct str ends[] = {
		STR_INIT(".jpg"),
		STR_INIT(".jpeg"),
		STR_INIT(".png"),
		STR_INIT(".gif"),
		STR_INIT(".webp"),
	};

	for (size_t i = 0; i < LENGTH(ends); i++)
		if (title.n > ends[i].n &&
		    str_equal_nocase(str_from(title, title.n - ends[i].n), ends[i]))
			return true;
	return false;
}

static void
attr_add(struct attr *attrs, unsigned *count, enum attr_name name, struct str value)
{
	if (value.n)
		attrs[(*count)++] = (struct attr){ name, value };
}

unsigned
address_of_image(
    const struct address_context *context, const struct page_image *page, struct attr **attrs)
{
	const struct node *image = page->node;
	struct url url;
	struct str proxy = { 0 }, alt, title;
	unsigned count = 0;

	if (!image_url(context, page, &url, &proxy))
		return 0;
	alt = line_mend(context->arena, context->notes, node_attr(image, ATTR_ALT));
	title = line_mend(context->arena, context->notes, node_attr(image, ATTR_TITLE));
	if (!alt.n)
		note(context->notes, NOTE_IMAGE_NO_ALT);
	*attrs = arena_array(context->arena, struct attr, 6);
	attr_add(*attrs, &count, ATTR_SRC, url_str(url));
	attr_add(*attrs, &count, ATTR_ALT, alt);
	attr_add(*attrs, &count, ATTR_TITLE,
	    str_equal(title, alt) || is_file_name(title) ? S("") : title);
	attr_add(*attrs, &count, ATTR_WIDTH, points_of(image, ATTR_WIDTH));
	attr_add(*attrs, &count, ATTR_HEIGHT, points_of(image, ATTR_HEIGHT));
	attr_add(*attrs, &count, ATTR_PROXY, proxy);
	return count;
}

static struct str
site_of(struct url url)
{
	struct str host = url_host(url);

	pull_str(&host, S("www."));
	return host;
}

bool
address_is_same_site(struct url a, struct url b)
{
	return a.n && b.n && str_equal(site_of(a), site_of(b));
}
