#include "gazetteer.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>

#include "figure/knowledge.h"

enum { FILE_MAX = 32 << 20, CHARACTER = 3 /* bytes of most Han characters */ };

struct str
file_text(struct arena *arena, const char *path)
{
	struct buf bytes CLEAN(buf_done) = { 0 };
	int fd CLEAN(fd_close) = open(path, O_RDONLY | O_CLOEXEC);

	if (fd < 0 || fd_read_all(fd, FILE_MAX, &bytes).code) {
		fprintf(stderr, "gazetteer: %s cannot be read (tools/setup.sh names the packages)\n", path);
		exit(1);
	}
	return str_copy(arena, buf_str(&bytes));
}

static struct str
folded(struct arena *arena, struct str text)
{
	char *out = arena_alloc_dirty(arena, text.n);

	fold_in_place(text, out);
	return (struct str){ out, text.n };
}

void
gazetteer_add(struct gazetteer *gazetteer, struct str text, const struct place *place, int rank, const char *origin)
{
	struct str form = folded(gazetteer->arena, text);

	if (form.n <= CHARACTER || map_find(&gazetteer->banned, form))
		return;
	arena_push(gazetteer->arena, gazetteer->forms, gazetteer->count, gazetteer->capacity);
	gazetteer->forms[gazetteer->count++] = (struct form){ form, place, rank, origin };
}

static int
by_form(const void *a, const void *b)
{
	const struct form *x = a, *y = b;
	int order = str_compare(x->text, y->text);

	if (order)
		return order;
	if (x->rank != y->rank)
		return x->rank < y->rank ? -1 : 1;
	if (x->place->people != y->place->people)
		return x->place->people > y->place->people ? -1 : 1;
	return str_compare(x->place->id, y->place->id);
}

static void
form_print(const struct form *form)
{
	static const char *const kinds[] = { [PLACE_COUNTRY] = "country", [PLACE_REGION] = "region", [PLACE_CITY] = "city" };
	const struct place *place = form->place;

	printf("%.*s\t%.*s\tcountry=%.*s kind=%s", STR_ARGS(form->text), STR_ARGS(place->id), STR_ARGS(place->country),
	    kinds[place->kind]);
	if (place->has_map)
		printf(" at=%.3f,%.3f", place->latitude, place->longitude);
	printf("\t%s\n", form->origin);
}

static void
gazetteer_print(struct gazetteer *gazetteer)
{
	qsort(gazetteer->forms, gazetteer->count, sizeof(*gazetteer->forms), by_form);
	puts("# Made by tools/gazetteer from the Unicode CLDR (Unicode licence) and GeoNames (https://www.geonames.org, CC BY 4.0).");
	puts("# form\tid\targuments\torigin");
	for (size_t i = 0; i < gazetteer->count; i++)
		if (!i || !str_equal(gazetteer->forms[i].text, gazetteer->forms[i - 1].text))
			form_print(&gazetteer->forms[i]);
}

/* A file of words, one a line, that are no places by themselves. */
static void
ban(struct gazetteer *gazetteer, const char *path)
{
	struct str text = file_text(gazetteer->arena, path), line, word;

	while (pull_line(&text, &line))
		while (pull_field(&line, ' ', &word))
			if (word.n && word.p[0] != '#')
				map_add(&gazetteer->banned, folded(gazetteer->arena, word), 1, NULL);
}

int
main(int argc, char **argv)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct gazetteer gazetteer = { .arena = &arena, .banned = { .arena = &arena } };

	if (argc != 4) {
		fprintf(stderr, "usage: gazetteer CLDR-FOLDER LOCALE-FOLDER WORDS\n");
		return 2;
	}
	ban(&gazetteer, argv[3]);
	cldr_add(&gazetteer, argv[1]);
	geonames_add(&gazetteer, argv[2]);
	gazetteer_print(&gazetteer);
	return 0;
}
