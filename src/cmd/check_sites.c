/* check_sites.c: what doctor looks at of the rules of sites: that every file can be read. */
#include <dirent.h>

#include "cmd/checks.h"
#include "follow/sites.h"

struct looked {
	long long files;
	struct str bad; /* the first that cannot be read, with its folder */
	struct err why;
};

static void
look_at(struct context *context, struct str folder, const char *name, struct looked *looked)
{
	struct str path = str_join(&context->arena, folder, S("/"), str_from_c(name), STR_END), text, of;
	struct err e;

	if (!str_ends(path, S(".rules")))
		return;
	looked->files++;
	e = sites_read(&context->arena, str_terminated(&context->arena, path), &text, &of);
	if (e.code && !looked->bad.n) {
		looked->bad = path;
		looked->why = e;
	}
}

static void
look_into(struct context *context, struct str folder, struct looked *looked)
{
	DIR *dir = folder.n ? opendir(str_terminated(&context->arena, folder)) : NULL;
	const struct dirent *entry;

	while (dir && (entry = readdir(dir)))
		look_at(context, folder, entry->d_name, looked);
	if (dir)
		closedir(dir);
}

struct finding
check_sites(struct context *context)
{
	struct looked looked = { 0 };
	struct sites sites = { 0 };

	sites_begin(&context->arena, context->dir, &sites);
	for (size_t i = 0; i < SITES_FOLDERS; i++)
		look_into(context, sites.folders[i], &looked);
	if (looked.bad.n)
		return finding(context, LEVEL_WARN, "pages of that site are read without rules: xinshi extract --check-rules FILE",
		    "%.*s: %s", STR_ARGS(looked.bad), err_row(looked.why.code)->text);
	return finding(context, LEVEL_OK, NULL, "rules of %lld sites", looked.files);
}
