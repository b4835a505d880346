#include <errno.h>
#include <fcntl.h>
#include <ini.h>

#include "cmd/config.h"

enum { CONFIG_SIZE_MAX = 1 << 16 };

struct reading {
	struct context *context;
	const char *path;
	struct err err;
};

/* Called by inih for every pair; 0 stops at its line. */
static int
take_pair(void *user, const char *section, const char *name, const char *value)
{
	struct reading *reading = user;
	struct context *context = reading->context;
	struct arena *arena = &context->arena;
	struct err e;

	if (!command_find(section)) {
		context->options.fault = str_format(arena, "there is no command [%s]", section);
		reading->err = err_new(ERR_CONFIG, NULL);
		return 0;
	}
	if (strcmp(section, context->command->name) != 0)
		return 1;
	e = options_add(arena, &context->options,
	    str_terminated(arena, str_copy(arena, str_from_c(name))),
	    str_terminated(arena, str_copy(arena, str_from_c(value))));
	if (e.code)
		reading->err = err_new(ERR_CONFIG, NULL);
	return !e.code;
}

struct err
config_read(struct context *context)
{
	struct buf bytes CLEAN(buf_done) = { 0 };
	char *path = str_terminated(&context->arena,
	    str_join(&context->arena, str_from_c(context->dir), S("/xinshi.conf"), STR_END));
	struct reading reading = { .context = context, .path = path };
	int fd CLEAN(fd_close) = open(path, O_RDONLY | O_CLOEXEC), line;
	struct err e;

	if (fd < 0 && (errno == ENOENT || errno == ENOTDIR))
		return (struct err){ 0 };
	if (fd < 0)
		return fault(context, err_from_errno(errno, NULL), NULL, "%s", path);
	e = fd_read_all(fd, CONFIG_SIZE_MAX, &bytes);
	if (e.code)
		return fault(context, e, NULL, "%s", path);
	buf_push_char(&bytes, '\0');
	line = ini_parse_string(bytes.p, take_pair, &reading);
	if (!line)
		return (struct err){ 0 };
	return fault(context, err_new(ERR_CONFIG, NULL), "man xinshi.conf", "%s, line %d: %.*s",
	    path, line,
	    STR_ARGS(
		reading.err.code ? context->options.fault : S("is no [section], no name = value")));
}
