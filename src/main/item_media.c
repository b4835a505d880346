/*
 * What comes with an item beside its text.  A picture that the text does not show is put at its
 * end: readers want it.  Recordings become links, as players in a text do.
 */
#include "main/item.h"
#include "text/reference.h"

enum {
	PICTURES_MAX = 20,
	RECORDINGS_MAX = 3, /* the same one in many formats is common */
	STEM_MIN = 8,	    /* "photo.jpg" says nothing; then the whole path is looked for */
};

enum medium { MEDIUM_NONE, MEDIUM_IMAGE, MEDIUM_AUDIO, MEDIUM_VIDEO };

static enum medium
medium_of(struct str type, struct str url)
{
	static const struct {
		struct str type, extension;
		enum medium medium;
	} rows[] = {
		{ STR_INIT("image/"), STR_INIT(".jpg"), MEDIUM_IMAGE },
		{ STR_INIT("image/"), STR_INIT(".jpeg"), MEDIUM_IMAGE },
		{ STR_INIT("image/"), STR_INIT(".png"), MEDIUM_IMAGE },
		{ STR_INIT("image/"), STR_INIT(".webp"), MEDIUM_IMAGE },
		{ STR_INIT("image/"), STR_INIT(".gif"), MEDIUM_IMAGE },
		{ STR_INIT("audio/"), STR_INIT(".mp3"), MEDIUM_AUDIO },
		{ STR_INIT("audio/"), STR_INIT(".m4a"), MEDIUM_AUDIO },
		{ STR_INIT("audio/"), STR_INIT(".ogg"), MEDIUM_AUDIO },
		{ STR_INIT("video/"), STR_INIT(".mp4"), MEDIUM_VIDEO },
		{ STR_INIT("video/"), STR_INIT(".webm"), MEDIUM_VIDEO },
	};
	struct str path = pull_to(&url, "?#");

	for (size_t i = 0; type.n && i < LENGTH(rows); i++)
		if (str_starts_nocase(type, rows[i].type))
			return rows[i].medium;
	for (size_t i = 0; !type.n && i < LENGTH(rows); i++)
		if (path.n > rows[i].extension.n &&
		    str_equal_nocase(
			str_from(path, path.n - rows[i].extension.n), rows[i].extension))
			return rows[i].medium;
	return MEDIUM_NONE;
}

/* ---- whether the page shows it ---- */

/* "-300x200", "_w800", "_r1", "@2x", "-scaled": what parts sizes of one picture. */
static bool
is_size(struct str word)
{
	static const char *const words[] = { "scaled", "thumb", "thumbnail", "small", "medium",
		"large", "xlarge", "square", "crop" };
	size_t digits = 0;

	for (size_t i = 0; i < LENGTH(words); i++)
		if (str_equal_nocase(word, str_from_c(words[i])))
			return true;
	if (word.n && strchr("wWhHrRsSqQ", word.p[0]))
		word = str_from(word, 1);
	for (size_t i = 0; i < word.n; i++) {
		digits += char_is_digit(word.p[i]);
		if (!char_is_digit(word.p[i]) && char_lower(word.p[i]) != 'x')
			return false;
	}
	return digits > 0 && digits <= 8;
}

static struct str
without_sizes(struct str name)
{
	for (size_t i = name.n; i-- > 0;) {
		if (!strchr("-_@", name.p[i]))
			continue;
		if (!is_size(str_from(name, i + 1)))
			break;
		name = str_slice(name, 0, i);
	}
	return name;
}

/* What the addresses of one picture in all its sizes have in common. */
static struct str
stem_of(struct str url)
{
	struct str path = pull_to(&url, "?#"), name;
	ptrdiff_t slash = str_find_last_char(path, '/'), dot;

	name = str_from(path, (size_t)(slash + 1));
	dot = str_find_last_char(name, '.');
	if (dot > 0)
		name = str_slice(name, 0, (size_t)dot);
	name = without_sizes(name);
	return name.n >= STEM_MIN ? name : path;
}

static bool
shows(const struct node *node)
{
	enum tag_kind kind = tag_row(node->tag)->kind;

	return kind == KIND_MEDIA || kind == KIND_EMBED;
}

static bool
is_shown(const struct doc *page, struct str stem)
{
	for (uint32_t i = 1; i < page->count; i++) {
		const struct node *node = &page->nodes[i];

		for (unsigned j = 0; shows(node) && j < node->attr_count; j++)
			if (str_find(node->attrs[j].value, stem, 0) >= 0)
				return true;
	}
	return false;
}

/* ---- what is put behind it ---- */

struct media {
	const struct doc *page;
	struct {
		struct str url, stem;
		enum medium medium;
	} items[PICTURES_MAX + RECORDINGS_MAX];
	unsigned count, pictures;
};

static void
media_add(struct media *media, struct str url, enum medium medium)
{
	struct str stem = stem_of(url);
	unsigned of_kind =
	    medium == MEDIUM_IMAGE ? media->pictures : media->count - media->pictures;

	if (!url.n || !medium ||
	    of_kind >= (medium == MEDIUM_IMAGE ? PICTURES_MAX : RECORDINGS_MAX))
		return;
	for (unsigned i = 0; i < media->count; i++)
		if (str_equal(media->items[i].stem, stem))
			return;
	if (is_shown(media->page, stem))
		return;
	media->items[media->count].url = url;
	media->items[media->count].stem = stem;
	media->items[media->count++].medium = medium;
	media->pictures += medium == MEDIUM_IMAGE;
}

static void
media_find(struct media *media, const struct item *item)
{
	const struct feed_enclosures *files = &item->entry->enclosures;

	for (size_t i = 0; i < files->count; i++)
		media_add(media, files->items[i].url,
		    medium_of(files->items[i].type, files->items[i].url));
	/* the outlet's sign is no picture of the item; a preview of what comes with it neither */
	if (!media->pictures && !str_equal(item->entry->image, item->feed->head.image))
		media_add(media, item->entry->image, MEDIUM_IMAGE);
}

static void
media_put(struct doc_builder *builder, const struct media *media)
{
	static const enum tag tags[] = {
		[MEDIUM_IMAGE] = TAG_IMG, [MEDIUM_AUDIO] = TAG_AUDIO, [MEDIUM_VIDEO] = TAG_VIDEO
	};

	for (unsigned i = 0; i < media->count; i++) {
		doc_open(builder, TAG_FIGURE);
		doc_open(builder, tags[media->items[i].medium]);
		doc_attr(builder, ATTR_SRC, media->items[i].url);
		doc_close(builder);
		doc_close(builder);
	}
}

/* What the text's relative addresses are relative to where the feed says so by itself; else it is
 * the item's page, as in a browser. */
static void
base_find(struct stage_context *context)
{
	const struct item *item = context->item;
	const struct feed_entry *entry = item->entry;
	struct str base =
	    str_trim(entry->content.text).n ? entry->content.base : entry->summary.base;

	if (base.n && !str_equal(base, item->base))
		(void)url_parse(context->arena, base, NULL, &context->base);
}

struct err
item_page(struct stage_context *context)
{
	struct media media = { .page = &context->page };
	struct doc_builder *builder;

	base_find(context);
	media_find(&media, context->item);
	if (!media.count)
		return (struct err){ 0 };
	builder = arena_new(context->arena, struct doc_builder);
	doc_begin(builder, context->arena);
	for (uint32_t i = 1; i < context->page.count; i = context->page.nodes[i].end)
		doc_copy(builder, &context->page, i);
	media_put(builder, &media);
	return doc_finish(builder, &context->page);
}
