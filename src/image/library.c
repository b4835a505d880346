#include <dlfcn.h>
#include <gmodule.h>
#include <locale.h>
#include <stdlib.h>

#include "image/inside.h"

#include <vips/vector.h>

/* All that may be decoded, by the names of libvips's classes. */
static const struct {
	enum picture_format format;
	const char *class;
} loaders[] = {
	{ PICTURE_JPEG, "VipsForeignLoadJpeg" },
	{ PICTURE_PNG, "VipsForeignLoadPng" },
	{ PICTURE_WEBP, "VipsForeignLoadWebp" },
	{ PICTURE_GIF, "VipsForeignLoadNsgif" },
	{ PICTURE_AVIF, "VipsForeignLoadHeif" },
};

/* ---- the library's life ---- */

/* Its words go nowhere: the way to standard error would ask the system what that is. */
static GLogWriterOutput
log_nothing(GLogLevelFlags level, const GLogField *fields, gsize count, gpointer data)
{
	(void)level, (void)fields, (void)count, (void)data;
	return G_LOG_WRITER_HANDLED;
}

/* Where the library is a file of modules may lie beside it; where it knows AVIF by itself, or not
 * at all, there is none. */
static void
open_heif_module(void)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	ptrdiff_t slash;
	struct str folder;
	Dl_info place;
	GModule *module;

	if (!dladdr((void *)(uintptr_t)vips_init, &place) || !place.dli_fname)
		return;
	folder = str_from_c(place.dli_fname);
	slash = str_find_last_char(folder, '/');
	if (slash < 0)
		return;
	folder.n = (size_t)slash;
	module = g_module_open(
	    str_terminated(&arena, str_format(&arena, "%.*s/vips-modules-%d.%d/vips-heif.so",
				       STR_ARGS(folder), vips_version(0), vips_version(1))),
	    G_MODULE_BIND_LOCAL);
	if (module)
		g_module_make_resident(module); /* the types it makes cannot be taken back */
}

static void
allow_loaders(void)
{
	vips_operation_block_set("VipsForeignLoad", TRUE);
	for (size_t i = 0; i < LENGTH(loaders); i++)
		vips_operation_block_set(loaders[i].class, FALSE);
}

struct err
lab_open(void)
{
	/* no other module (PDF, slides, ImageMagick) is ever loaded, nothing is put off to a file
	 */
	if (setenv("VIPSHOME", "/nowhere", 1) < 0 || setenv("VIPS_DISC_THRESHOLD", "1g", 1) < 0)
		return err_new(ERR_LIBRARY, "environment");
	g_log_set_writer_func(log_nothing, NULL, NULL);
	if (vips_init("xinshi-image"))
		return err_new(ERR_LIBRARY, "libvips");
	/* messages are compared, and catalogues of translations are files */
	setlocale(LC_ALL, "C");
	vips_concurrency_set(1);
	/* nor is machine code made at run time, which the lock forbids */
	vips_vector_set_enabled(FALSE);
	/* results are kept by the address of the bytes, which the next picture has too */
	vips_cache_set_max(0);
	open_heif_module();
	allow_loaders();
	return (struct err){ 0 };
}

void
lab_close(void)
{
	vips_shutdown();
}

bool
lab_knows(enum picture_format format)
{
	for (size_t i = 0; i < LENGTH(loaders); i++)
		if (loaders[i].format == format)
			return g_type_from_name(loaders[i].class) != 0;
	return false;
}

/* ---- faults ---- */

static const struct {
	struct str words; /* of the library */
	enum err_code code;
	const char *what;
} faults[] = {
	{ STR_INIT("out of memory"), ERR_TOO_BIG, "more memory than a picture may take" },
	{ STR_INIT("memory allocation"), ERR_TOO_BIG, "more memory than a picture may take" },
	{ STR_INIT("Insufficient memory"), ERR_TOO_BIG, "more memory than a picture may take" },
	{ STR_INIT("truncated"), ERR_TRUNCATED, "picture" },
	{ STR_INIT("premature end"), ERR_TRUNCATED, "picture" },
	{ STR_INIT("end of file"), ERR_TRUNCATED, "picture" },
	{ STR_INIT("unexpected end"), ERR_TRUNCATED, "picture" },
	{ STR_INIT("end of stream"), ERR_TRUNCATED, "picture" },
	{ STR_INIT("not enough data"), ERR_TRUNCATED, "picture" },
};

struct err
lab_fault(void)
{
	struct err err = err_new(ERR_PICTURE, "it is damaged");
	struct str told = str_from_c(vips_error_buffer());

	for (size_t i = 0; i < LENGTH(faults); i++)
		if (str_find_nocase(told, faults[i].words, 0) >= 0) {
			err = err_new(faults[i].code, faults[i].what);
			break;
		}
	vips_error_clear();
	return err;
}

/* ---- images ---- */

void
lab_unref(VipsImage **image)
{
	g_clear_object(image);
}

/* Some lines at a time, top to bottom, as sequential loaders want it. */
static bool
each_line(VipsRegion *region, lab_line *take, void *context)
{
	enum { LINES = 16 };
	VipsImage *image = region->im;

	for (int top = 0; top < image->Ysize; top += LINES) {
		VipsRect area = { 0, top, image->Xsize, VIPS_MIN(LINES, image->Ysize - top) };
		if (vips_region_prepare(region, &area))
			return false;
		for (int y = top; y < top + area.height; y++)
			take(context, VIPS_REGION_ADDR(region, 0, y));
	}
	return true;
}

bool
lab_each_line(VipsImage *image, lab_line *take, void *context)
{
	VipsRegion *region = vips_region_new(image);
	bool whole = region && each_line(region, take, context);

	if (region)
		g_object_unref(region);
	return whole;
}
