/* export_archive.c: the files of the import again, byte for byte, under their own names; what is in
 * quarantine as well. */
#include <stdio.h>

#include "base/map.h"
#include "show/export_run.h"

enum { PAGE = 1000 };

/* How many captures have each name, and how many were met so far: the newest takes the name, older
 * ones get a number. */
struct names {
	struct arena arena;
	struct map all, met;
};

typedef struct err capture_verb(
    struct exporting *x, struct names *names, const struct capture *capture);

static struct err
each_capture(struct exporting *x, struct names *names, capture_verb *verb)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct captures captures = { 0 };
	int64_t after = 0;

	do {
		struct err e = (arena_reset(&arena),
		    captures_list(x->archive, &arena, CAPTURES_ALL, after, PAGE, &captures));

		for (size_t i = 0; i < captures.count && !e.code; i++) {
			after = captures.items[i].id;
			if (captures.items[i].kind == CAPTURE_IMPORT)
				e = verb(x, names, &captures.items[i]);
		}
		if (e.code)
			return e;
	} while (captures.count == PAGE);
	return (struct err){ 0 };
}

/* With a filter, only captures of articles that pass it; what is in quarantine has neither outlet
 * nor date. */
static struct err
is_wanted(struct exporting *x, const struct capture *capture, bool *wanted)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct article_row row = { 0 };
	struct err e;

	*wanted = !x->options->source && !x->options->from && !x->options->to;
	if (*wanted || !capture->article)
		return (struct err){ 0 };
	e = article_get(x->archive, &arena, capture->article, &row);
	*wanted = !e.code && exporting_wants(x, &row);
	return e;
}

static struct str
as_key(struct raw name)
{
	return (struct str){ (const char *)name.p, name.n };
}

static struct err
count_name(struct exporting *x, struct names *names, const struct capture *capture)
{
	bool wanted;
	struct err e = is_wanted(x, capture, &wanted);

	if (!e.code && wanted)
		++*map_add(&names->all, as_key(capture->name), 0, NULL);
	x->report.quarantine += !e.code && !wanted && !capture->article;
	return e;
}

/* name~2.md for name.md. */
static struct raw
numbered(struct arena *arena, struct raw name, int64_t number)
{
	struct str s = as_key(name);
	ptrdiff_t dot = str_find_last_char(s, '.'), slash = str_find_last_char(s, '/');
	size_t at = dot > slash + 1 ? (size_t)dot : s.n;

	return raw_from_str(str_join(arena, str_slice(s, 0, at),
	    str_format(arena, "~%lld", (long long)number), str_from(s, at), STR_END));
}

static struct raw
name_for(struct exporting *x, struct names *names, struct arena *arena, struct raw name)
{
	int64_t met = ++*map_add(&names->met, as_key(name), 0, NULL),
		all = *map_find(&names->all, as_key(name));
	struct raw out = name;

	if (met == all)
		return name;
	/* a file of the import may have that name already */
	for (int64_t number = met;
	     out = numbered(arena, name, number), map_find(&names->all, as_key(out)); number += all)
		continue;
	x->report.renamed++;
	return out;
}

static struct err
put_piece(void *user, struct raw piece)
{
	struct export_file *file = user;

	export_file_put(file, piece);
	return file->err;
}

static void
count_capture(struct exporting *x, const struct capture *capture, struct raw name, const struct digest *digest, int64_t size)
{
	exporting_count(x, name, digest, size, capture->article, 0);
	x->report.articles += capture->article != 0;
}

static struct err
write_capture(struct exporting *x, const struct capture *capture, struct raw name)
{
	struct export_file file = { 0 };
	struct digest digest;
	struct err e = export_file_open(&x->dir, name, &file), closed;

	if (e.code)
		return exporting_refuse(x, name, e);
	e = capture_stream(x->archive, capture->id, put_piece, &file);
	closed = export_file_close(&file, capture->file_time, &digest);
	e = e.code ? e : closed;
	if (!e.code)
		count_capture(x, capture, name, &digest, file.size);
	return e;
}

/* The capture's bytes are read only where the disk has others. */
static struct err
place_capture(struct exporting *x, const struct capture *capture, struct raw name)
{
	if (!earlier_has(&x->earlier, &x->dir, name, &capture->digest, capture->size))
		return write_capture(x, capture, name);
	x->report.kept++;
	count_capture(x, capture, name, &capture->digest, capture->size);
	return (struct err){ 0 };
}

static struct err
put_capture(struct exporting *x, struct names *names, const struct capture *capture)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	bool wanted;
	struct err e = is_wanted(x, capture, &wanted);

	if (!e.code && wanted)
		e = place_capture(x, capture, name_for(x, names, &arena, capture->name));
	return e.code ? e : exporting_tell(x);
}

struct err
export_archive(struct exporting *x)
{
	struct names names = { 0 };
	struct err e = exporting_begin(x, "archive");

	names.all.arena = names.met.arena = &names.arena;
	if (!e.code)
		e = each_capture(x, &names, count_name);
	if (!e.code)
		e = each_capture(x, &names, put_capture);
	arena_done(&names.arena);
	return e;
}
