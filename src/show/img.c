#include "show/img.h"

#include "show/clerk.h"
#include "show/pages.h"

/* ---- what is asked ---- */

/* "gdb.example/1.jpg", "//gdb.example/1.jpg" and "ssl:gdb.example/1.jpg" are addresses too. */
static bool
parse_address(struct arena *arena, struct str s, struct url *out)
{
	pull_str_nocase(&s, S("ssl:"));
	if (!str_starts_nocase(s, S("http:")) && !str_starts_nocase(s, S("https:")))
		s = str_join(
		    arena, str_starts(s, S("//")) ? S("https:") : S("https://"), s, STR_END);
	return !url_parse(arena, s, NULL, out).code && str_find_char(url_host(*out), '.', 0) >= 0;
}

/* "640", "1.5"; 0 where it is none, or not within 1 and ${max}. */
static double
number_of(struct str s, uint64_t max)
{
	uint64_t whole = 0, part = 0, scale = 1;

	if (!pull_number(&s, max, &whole))
		return 0;
	if (pull_char(&s, '.'))
		for (; s.n && char_is_digit(s.p[0]) && scale < 1000; s = str_from(s, 1)) {
			part = part * 10 + (uint64_t)(s.p[0] - '0');
			scale *= 10;
		}
	return whole >= 1 ? (double)whole + (double)part / (double)scale : 0;
}

static enum img_fit
fit_of(struct str s)
{
	static const struct str covers[] = { STR_INIT("cover"), STR_INIT("outside"),
		STR_INIT("fill"), STR_INIT("square"), STR_INIT("squaredown"),
		STR_INIT("absolute") };

	for (size_t i = 0; i < LENGTH(covers); i++)
		if (str_equal_nocase(s, covers[i]))
			return IMG_COVER;
	return IMG_INSIDE;
}

static enum picture_format
format_of(struct str s)
{
	static const struct {
		struct str name;
		enum picture_format format;
	} names[] = { { STR_INIT("jpg"), PICTURE_JPEG }, { STR_INIT("jpeg"), PICTURE_JPEG },
		{ STR_INIT("png"), PICTURE_PNG }, { STR_INIT("webp"), PICTURE_WEBP } };

	for (size_t i = 0; i < LENGTH(names); i++)
		if (str_equal_nocase(s, names[i].name))
			return names[i].format;
	return 0;
}

struct err
img_ask_read(struct arena *arena, const struct args *args, struct img_ask *out)
{
	enum { DPR_MAX = 8 };
	struct img_ask ask = { 0 };
	double dpr = number_of(args->text[PARAM_IMG_DPR], DPR_MAX);

	if (!args->text[PARAM_IMG_URL].n ||
	    !parse_address(arena, args->text[PARAM_IMG_URL], &ask.url))
		return err_new(ERR_USAGE, "url");
	dpr = dpr > 0 ? dpr : 1;
	ask.width = number_of(args->text[PARAM_IMG_W], PICTURE_SIDE_MAX) * dpr;
	ask.height = number_of(args->text[PARAM_IMG_H], PICTURE_SIDE_MAX) * dpr;
	ask.fit = fit_of(args->text[PARAM_IMG_FIT]);
	ask.format = format_of(args->text[PARAM_IMG_OUTPUT]);
	*out = ask;
	return (struct err){ 0 };
}

double
img_width(const struct img_ask *ask, int64_t width, int64_t height)
{
	double by_height = height > 0 ? ask->height * (double)width / (double)height : 0;

	if (ask->width <= 0 && by_height <= 0)
		return PICTURE_SIDE_MAX;
	if (ask->width <= 0)
		return by_height;
	if (by_height <= 0)
		return ask->width;
	return (ask->width < by_height) == (ask->fit == IMG_INSIDE) ? ask->width : by_height;
}

/* ---- answers ---- */

static struct err
print_write(struct request *request, struct response *response, const struct print_row *print)
{
	static const enum media medias[] = {
		[PICTURE_JPEG] = MEDIA_JPEG, [PICTURE_PNG] = MEDIA_PNG, [PICTURE_WEBP] = MEDIA_WEBP
	};
	struct raw bytes;
	struct err e;

	if (print->format < PICTURE_JPEG || print->format > PICTURE_WEBP)
		return err_new(ERR_DAMAGE, "a print of another format");
	e = blob_read(request->clerk->archive, request->arena, print->blob, &bytes);
	if (e.code)
		return e;
	response->media = medias[print->format];
	response->etag = str_format(request->arena, "%02x%02x%02x%02x%02x%02x%02x%02x",
	    print->digest.b[0], print->digest.b[1], print->digest.b[2], print->digest.b[3],
	    print->digest.b[4], print->digest.b[5], print->digest.b[6], print->digest.b[7]);
	buf_push_raw(&response->body, bytes);
	return e;
}

/* ${url} is of a host that the operator names: whoever asks is sent there. */
static bool
may_send_on(const struct server_options *options, struct url url)
{
	for (size_t i = 0; i < options->img_host_count; i++)
		if (str_equal_nocase(url_host(url), options->img_hosts[i]))
			return true;
	return false;
}

static struct err
send_on(struct request *request, struct response *response, const struct img_ask *ask)
{
	struct str proxy;
	struct url url = url_unproxied(request->arena, ask->url, &proxy);

	if (!may_send_on(request->options, url))
		return err_new(ERR_NOT_FOUND, "no such picture");
	response->status = 302;
	response->media = MEDIA_TEXT;
	response->cache = CACHE_NONE;
	response->location = url_str(url);
	return (struct err){ 0 };
}

struct err
page_img(struct request *request, struct response *response)
{
	struct print_rows prints = { 0 };
	struct picture_row row;
	struct img_ask ask;
	struct err e = img_ask_read(request->arena, &request->args, &ask);

	if (e.code)
		return e;
	e = picture_by_url(request->clerk->archive, request->arena, ask.url, &row);
	if (!e.code)
		e = prints_list(request->clerk->archive, row.id, &prints);
	if (e.code == ERR_NOT_FOUND || (!e.code && !prints.count))
		return send_on(request, response, &ask);
	if (e.code)
		return e;
	return print_write(request, response,
	    print_choose(&prints, img_width(&ask, prints.items[0].width, prints.items[0].height),
		ask.format, accepts_webp(request->accept)));
}

struct err
file_print(struct request *request, struct response *response)
{
	struct print_rows prints = { 0 };
	const struct print_row *print = NULL;
	struct err e =
	    prints_list(request->clerk->archive, request->args.number[PARAM_ID], &prints);

	if (!e.code)
		print = print_by_name(&prints, request->args.text[PARAM_PRINT]);
	if (e.code || !print)
		return e.code ? e : err_new(ERR_NOT_FOUND, "no such print");
	return print_write(request, response,
	    print_choose(&prints, (double)print->width, 0, accepts_webp(request->accept)));
}
