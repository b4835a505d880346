#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "follow/sites.h"
#include "guard/worker.h"
#include "text/url.h"

enum { LABELS_MAX = 8 };

void
sites_begin(struct arena *arena, const char *archive, struct sites *out)
{
	struct str data;

	*out = (struct sites){ 0 };
	if (archive)
		out->folders[0] = str_format(arena, "%s/sites", archive);
	if (!data_path(arena, "sites", &data).code)
		out->folders[1] = data;
}

struct err
sites_read(struct arena *arena, const char *path, struct str *text, struct str *name)
{
	struct buf bytes CLEAN(buf_done) = { 0 };
	int fd CLEAN(fd_close) = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
	struct str whole = str_from_c(path);
	struct err e;

	if (fd < 0)
		return err_from_errno(errno, "rules of a site");
	e = fd_read_all(fd, SITE_RULES_MAX, &bytes);
	if (!e.code && utf8_valid_length(buf_raw(&bytes)) != bytes.n)
		e = err_at(ERR_UTF8, utf8_valid_length(buf_raw(&bytes)), "rules of a site");
	if (e.code)
		return e;
	*text = str_copy(arena, buf_str(&bytes));
	*name = str_copy(arena, str_from(whole, (size_t)(str_find_last_char(whole, '/') + 1)));
	return e;
}

/* A name that is a host's, and so names no other file. */
static bool
is_plain(struct str host)
{
	for (size_t i = 0; i < host.n; i++)
		if (!char_is_alpha(host.p[i]) && !char_is_digit(host.p[i]) && host.p[i] != '-' &&
		    host.p[i] != '.' && host.p[i] != '_')
			return false;
	return host.n && host.p[0] != '.';
}

/* One name in all folders; false where it is in none. */
static bool
find_name(struct arena *arena, const struct sites *sites, struct str name,
    struct extract_question *question, struct err *err)
{
	for (size_t i = 0; i < SITES_FOLDERS; i++) {
		const char *path;
		if (!sites->folders[i].n)
			continue;
		path = str_terminated(arena, str_format(arena, "%.*s/%.*s.rules",
						 STR_ARGS(sites->folders[i]), STR_ARGS(name)));
		*err = sites_read(arena, path, &question->rules, &question->rules_name);
		if (err->code != ERR_NOT_FOUND)
			return true;
	}
	*err = (struct err){ 0 };
	return false;
}

struct err
sites_find(struct arena *arena, const struct sites *sites, struct str address,
    struct extract_question *question)
{
	struct url url;
	struct str host;
	struct err err = { 0 };

	if (url_parse(arena, address, NULL, &url).code)
		return err;
	host = url_host(url);
	if (!is_plain(host))
		return err;
	pull_str(&host, S("www."));
	if (find_name(arena, sites, host, question, &err))
		return err;
	for (unsigned i = 0; i < LABELS_MAX; i++) {
		ptrdiff_t dot = str_find_char(host, '.', 0);
		if (dot < 0)
			break;
		if (find_name(arena, sites, str_from(host, (size_t)dot), question, &err))
			break;
		host = str_from(host, (size_t)dot + 1);
	}
	return err;
}
