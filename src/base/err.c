#include <errno.h>
#include <string.h>

#include "base/err.h"

static const struct err_row rows[ERR_MAX] = {
	[ERR_NONE] = { "ERR_NONE", "no error", CAUSE_NONE, 0, 200, 0 },
#define ROW(code, cause, retry, http, exit_status, text) \
	[code] = { #code, text, cause, retry, http, exit_status },
#include "gen/errors.inc"
#undef ROW
};

static const struct err_row unknown = { "ERR_UNKNOWN", "unknown error", CAUSE_BUG, 0, 500, 1 };

const struct err_row *
err_row(enum err_code code)
{
	return (unsigned)code < ERR_MAX ? &rows[code] : &unknown;
}

enum err_code
err_code_from_name(const char *name)
{
	for (unsigned i = 0; i < ERR_MAX; i++)
		if (strcmp(rows[i].name, name) == 0)
			return i;
	return ERR_NONE;
}

struct err
err_from_errno(int number, const char *what)
{
	switch (number) {
	case 0:
		return (struct err){ 0 };
	case ENOSPC:
	case EDQUOT:
	case EFBIG:
		return err_new(ERR_DISK_FULL, what);
	case EACCES:
	case EPERM:
	case EROFS:
		return err_new(ERR_ACCESS, what);
	case ENOENT:
	case ENOTDIR:
		return err_new(ERR_NOT_FOUND, what);
	case EISDIR:
		return err_new(ERR_IO, "a folder, not a file");
	case EEXIST:
		return err_new(ERR_EXISTS, what);
	default:
		return err_new(ERR_IO, what);
	}
}
