#include "cmd/show_pictures.h"
#include "base/map.h"
#include "show/json_out.h"

/* ---- looking up ---- */

static struct err
look_up(struct context *context, struct shown_picture *picture)
{
	struct err e =
	    picture_by_url(context->archive, &context->arena, picture->url, &picture->row);

	if (e.code == ERR_NOT_FOUND)
		return (struct err){ 0 };
	return e.code ? e : prints_list(context->archive, picture->row.id, &picture->prints);
}

struct err
pictures_of(struct context *context, const struct doc *doc, struct shown_pictures *out)
{
	struct map known = { .arena = &context->arena };
	struct shown_pictures pictures = { 0 };
	size_t capacity = 0;
	struct err e = { 0 };

	for (uint32_t i = 0; i < doc->count && !e.code; i++) {
		struct shown_picture picture = { 0 };
		struct str src = node_attr(&doc->nodes[i], ATTR_SRC);
		bool is_new = false;

		if (doc->nodes[i].tag != TAG_IMG ||
		    url_parse(&context->arena, src, NULL, &picture.url).code)
			continue;
		map_add(&known, url_str(picture.url), 0, &is_new);
		if (!is_new)
			continue;
		e = look_up(context, &picture);
		arena_push(&context->arena, pictures.items, pictures.count, capacity);
		pictures.items[pictures.count++] = picture;
	}
	if (!e.code)
		*out = pictures;
	return e;
}

/* ---- for people ---- */

static void
put_kept(struct term *out, const struct shown_picture *picture)
{
	const struct picture_row *row = &picture->row;

	term_put(out, ", %s, %lld x %lld, ", picture_format_name(row->format),
	    (long long)row->width, (long long)row->height);
	term_size(&out->buf, row->size);
	term_put(out, ", capture %lld", (long long)row->capture);
	for (size_t i = 0; i < picture->prints.count; i++)
		term_put(out, "%s%lld %s",
		    i ? ", " : "; prints: ", (long long)picture->prints.items[i].width,
		    picture_format_name(picture->prints.items[i].format));
}

static void
put_one(struct term *out, const struct shown_picture *picture)
{
	const struct picture_row *row = &picture->row;

	term_put(out, "Picture ");
	term_put_text(out, url_str(picture->url));
	term_put(out, ": %s", row->id ? picture_state_name(row->state) : "not asked for");
	if (row->state == PICTURE_KEPT || row->state == PICTURE_GIVEN_UP)
		put_kept(out, picture);
	if (row->fault.n) {
		term_put(out, ": ");
		term_put_text(out, row->fault_what.n ? row->fault_what : row->fault);
	}
	term_put(out, "\n");
}

void
pictures_put(struct context *context, const struct shown_pictures *pictures)
{
	term_style(&context->out, STYLE_DIM);
	for (size_t i = 0; i < pictures->count; i++)
		put_one(&context->out, &pictures->items[i]);
	term_style(&context->out, STYLE_PLAIN);
}

/* ---- for programs ---- */

static void
prints_json(struct json *json, const struct print_rows *prints)
{
	char hex[DIGEST_HEX + 1];

	json_array(json, "prints");
	for (size_t i = 0; i < prints->count; i++) {
		const struct print_row *print = &prints->items[i];

		digest_hex(&print->digest, hex);
		json_object(json, NULL);
		json_int(json, "width", print->width);
		json_int(json, "height", print->height);
		json_c(json, "format", picture_format_name(print->format));
		json_int(json, "bytes", print->size);
		json_c(json, "sha256", hex);
		json_object_end(json);
	}
	json_array_end(json);
}

static void
one_json(struct json *json, const struct shown_picture *picture)
{
	const struct picture_row *row = &picture->row;

	json_object(json, NULL);
	json_str(json, "url", url_str(picture->url));
	json_c(json, "state", row->id ? picture_state_name(row->state) : NULL);
	json_c(json, "format", row->format ? picture_format_name(row->format) : NULL);
	json_int(json, "width", row->width);
	json_int(json, "height", row->height);
	json_int(json, "bytes", row->size);
	json_int(json, "capture", row->capture);
	json_out_time(json, "fetched", row->fetched);
	json_out_time(json, "next", row->next == INT64_MAX ? 0 : row->next);
	json_int(json, "status", row->status);
	json_str(json, "fault", row->fault.n ? row->fault : (struct str){ 0 });
	json_str(json, "detail", row->fault_what.n ? row->fault_what : (struct str){ 0 });
	prints_json(json, &picture->prints);
	json_object_end(json);
}

void
pictures_json(struct json *json, const struct shown_pictures *pictures)
{
	json_array(json, "pictures");
	for (size_t i = 0; i < pictures->count; i++)
		one_json(json, &pictures->items[i]);
	json_array_end(json);
}
