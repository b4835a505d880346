/* icons.c: the seal, for tabs and home screens, and what a home screen wants to know. */
#include "show/clerk.h"
#include "show/pages.h"
#include "show/png.h"

enum { SIDE = 16, SEAL_RED = 0x9c2a1b, SEAL_PAPER = 0xfbfaf7 };

/* 16 by 16: a square of vermilion with 信's strokes, drawn here bit by bit. */
static const uint16_t seal[SIDE] = {
	0x0000,
	0x3ffc,
	0x2004,
	0x2924,
	0x2a04,
	0x2df4,
	0x2c04,
	0x28e4,
	0x2804,
	0x28e4,
	0x28a4,
	0x28e4,
	0x2004,
	0x2004,
	0x3ffc,
	0x0000,
};

/*
 * An icon file is a directory of one entry, a bitmap header of twice the height, two colours, the
 * picture from below, and a mask that hides nothing.
 */
struct err
file_icon(struct request *request, struct response *response)
{
	enum { ROWS = SIDE * 4, HEADER = 40, COLOURS = 8, BYTES = HEADER + COLOURS + 2 * ROWS };
	struct buf *out = &response->body;

	(void)request;
	response->media = MEDIA_ICON;
	buf_push(out, "\0\0\1\0\1\0\20\20\2\0\1\0\1\0", 14);
	buf_push_u32(out, BYTES);
	buf_push_u32(out, 22);
	buf_push_u32(out, HEADER);
	buf_push_u32(out, SIDE);
	buf_push_u32(out, 2 * SIDE);
	buf_push(out, "\1\0\1\0", 4); /* planes, bits */
	for (int i = 0; i < 6; i++)
		buf_push_u32(out, 0);
	buf_push_u32(out, SEAL_RED);
	buf_push_u32(out, SEAL_PAPER);
	for (int y = SIDE - 1; y >= 0; y--)
		buf_push(out,
		    (unsigned char[]){
			(unsigned char)(seal[y] >> 8), (unsigned char)seal[y], 0, 0 },
		    4);
	for (int y = 0; y < SIDE; y++)
		buf_push_u32(out, 0);
	return out->err;
}

/* A tenth of it is margin: home screens cut corners off. */
static bool
seal_is_ink(unsigned x, unsigned y, unsigned side)
{
	unsigned margin = side / 10, inner = side - 2 * margin;

	if (x < margin || y < margin || x >= margin + inner || y >= margin + inner)
		return false;
	return seal[(y - margin) * SIDE / inner] >> (SIDE - 1 - (x - margin) * SIDE / inner) & 1;
}

struct err
file_icon_png(struct request *request, struct response *response)
{
	static const int64_t sides[] = { 48, 192, 512 };
	int64_t side = request->args.number[PARAM_N];

	for (size_t i = 0; i < LENGTH(sides); i++) {
		if (sides[i] != side)
			continue;
		response->media = MEDIA_PNG;
		return png_write(&response->body, &(struct png_picture){ .side = (unsigned)side,
						      .paper = SEAL_RED,
						      .ink = SEAL_PAPER,
						      .is_ink = seal_is_ink });
	}
	return err_new(ERR_NOT_FOUND, "no icon of this size");
}

/* Enough to put it on a home screen; it still is a place of the web, with a way back and without a
 * worker. */
struct err
file_manifest(struct request *request, struct response *response)
{
	(void)request;
	response->media = MEDIA_MANIFEST;
	buf_push_literal(&response->body,
	    "{\"name\":\"信史 xinshi\",\"short_name\":\"信史\",\"start_url\":\"/\",\"scope\":\"/\","
	    "\"display\":\"minimal-ui\",\"background_color\":\"#fbfaf6\",\"theme_color\":\"#"
	    "9c2a1b\",\"icons\":["
	    "{\"src\":\"/icon-48.png\",\"sizes\":\"48x48\",\"type\":\"image/png\"},"
	    "{\"src\":\"/icon-192.png\",\"sizes\":\"192x192\",\"type\":\"image/"
	    "png\",\"purpose\":\"any maskable\"},"
	    "{\"src\":\"/icon-512.png\",\"sizes\":\"512x512\",\"type\":\"image/"
	    "png\",\"purpose\":\"any maskable\"}]}\n");
	return response->body.err;
}
