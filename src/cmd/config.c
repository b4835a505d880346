#include <errno.h>
#include <fcntl.h>
#include <ini.h>

#include "cmd/config.h"

enum { CONFIG_SIZE_MAX = 1 << 16 };

/* A command's own section goes before those of groups, wherever it stands: the file is read twice.
 */
struct reading {
	struct context *context;
	const char *path;
	bool groups;
	struct err err;
};

/* Whether the section is for the command at hand; *${group} is its name where it is a group's. */
static bool
is_ours(const struct reading *reading, const char *section, const char **group)
{
	const char *command = reading->context->command->name;
	const struct option_group *found = option_group_find(section);

	*group = found ? found->name : NULL;
	if (reading->groups)
		return found && option_group_has(found, command);
	return strcmp(section, command) == 0;
}

/* Called by inih for every pair; 0 stops at its line. */
static int
take_pair(void *user, const char *section, const char *name, const char *value)
{
	struct reading *reading = user;
	struct context *context = reading->context;
	struct arena *arena = &context->arena;
	const char *group;
	struct err e;

	if (!command_find(section) && !option_group_find(section)) {
		context->options.fault = str_format(arena, "there is no command [%s]", section);
		reading->err = err_new(ERR_CONFIG, NULL);
		return 0;
	}
	if (!is_ours(reading, section, &group))
		return 1;
	e = options_add(arena, &context->options, group,
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
	int fd CLEAN(fd_close) = open(path, O_RDONLY | O_CLOEXEC), line = 0;
	struct err e;

	if (fd < 0 && (errno == ENOENT || errno == ENOTDIR))
		return (struct err){ 0 };
	if (fd < 0)
		return fault(context, err_from_errno(errno, NULL), NULL, "%s", path);
	e = fd_read_all(fd, CONFIG_SIZE_MAX, &bytes);
	if (e.code)
		return fault(context, e, NULL, "%s", path);
	buf_push_char(&bytes, '\0');
	for (int pass = 0; pass < 2 && !line; pass++) {
		reading.groups = pass == 1;
		line = ini_parse_string(bytes.p, take_pair, &reading);
	}
	if (!line)
		return (struct err){ 0 };
	return fault(context, err_new(ERR_CONFIG, NULL), "man xinshi.conf", "%s, line %d: %.*s",
	    path, line,
	    STR_ARGS(
		reading.err.code ? context->options.fault : S("is no [section], no name = value")));
}
