#include "show/picture.h"

#include "show/words.h"

bool
accepts_webp(struct str accept)
{
	struct str item, type;

	while (pull_field(&accept, ',', &item)) {
		pull_field(&item, ';', &type);
		if (str_equal_nocase(str_trim(type), S("image/webp")))
			return header_weight(item) > 0;
	}
	return false;
}

/* ---- one of several ---- */

/* The least width that is enough, else the greatest there is. */
static int64_t
width_enough(const struct print_rows *prints, double wanted)
{
	int64_t enough = INT64_MAX, widest = 0;

	for (size_t i = 0; i < prints->count; i++) {
		int64_t width = prints->items[i].width;

		widest = width > widest ? width : widest;
		if ((double)width >= wanted && width < enough)
			enough = width;
	}
	return enough == INT64_MAX ? widest : enough;
}

/* Greater is better. */
static int
format_rank(enum picture_format format, enum picture_format wanted, bool webp)
{
	if (wanted && format == wanted)
		return 3;
	if (format == PICTURE_WEBP)
		return webp ? 2 : 0;
	return 1;
}

const struct print_row *
print_choose(const struct print_rows *prints, double width, enum picture_format wanted, bool webp)
{
	int64_t enough = width_enough(prints, width);
	const struct print_row *best = NULL;

	for (size_t i = 0; i < prints->count; i++) {
		const struct print_row *print = &prints->items[i];

		if (print->width == enough &&
		    (!best || format_rank(print->format, wanted, webp) >
				  format_rank(best->format, wanted, webp)))
			best = print;
	}
	return best;
}

/* ---- addresses ---- */

static struct str
print_name(struct arena *arena, const struct print_row *print)
{
	char hex[DIGEST_HEX + 1];

	digest_hex(&print->digest, hex);
	return str_copy(arena, (struct str){ hex, PICTURE_NAME });
}

const struct print_row *
print_by_name(const struct print_rows *prints, struct str name)
{
	char hex[DIGEST_HEX + 1];

	for (size_t i = 0; i < prints->count; i++) {
		digest_hex(&prints->items[i].digest, hex);
		if (str_equal(name, (struct str){ hex, PICTURE_NAME }))
			return &prints->items[i];
	}
	return NULL;
}

struct str
print_path(struct arena *arena, int64_t picture, const struct print_rows *prints, int64_t width)
{
	struct str name =
	    print_name(arena, print_choose(prints, (double)width, PICTURE_JPEG, false));

	return str_format(arena, "/img/%lld/%.*s", (long long)picture, STR_ARGS(name));
}

/* ---- on a page ---- */

struct html_picture
picture_shown(const struct gallery *gallery, struct arena *arena, struct str url)
{
	struct print_rows prints = { 0 };
	struct html_picture shown = { 0 };
	const struct print_row *small, *large;
	struct picture_row row;
	struct url parsed;

	if (gallery->image)
		return gallery->image(gallery->context, url);
	/* A picture that cannot be found takes away the picture, not the article. */
	if (url_parse(arena, url, NULL, &parsed).code ||
	    picture_by_url(gallery->archive, arena, parsed, &row).code ||
	    prints_list(gallery->archive, row.id, &prints).code || !prints.count)
		return shown;
	small = print_choose(&prints, gallery->small ? PICTURE_SMALL_WIDTH : PICTURE_PAGE_WIDTH,
	    PICTURE_JPEG, false);
	large = print_choose(&prints, PICTURE_SIDE_MAX, PICTURE_JPEG, false);
	shown.src = str_join(
	    arena, gallery->base, print_path(arena, row.id, &prints, small->width), STR_END);
	shown.width = small->width;
	shown.height = small->height;
	if (large->width > small->width)
		shown.large = str_join(arena, gallery->base,
		    print_path(arena, row.id, &prints, large->width), STR_END);
	return shown;
}
