/*
 * err.h: what went wrong, in sixteen bytes passed by value.
 *
 * ${code} is a row of data/errors.tsv, which knows whose fault it is, whether to try again, and what to tell HTTP and
 * the shell.  ${at} is a byte offset in the input (0 where it means nothing).  ${what} is static text that narrows the
 * code down ("no ](", "row has no dictionary"), or NULL.  {0} is success.
 */
#ifndef XINSHI_BASE_ERR_H
#define XINSHI_BASE_ERR_H

#include <stdint.h>

enum err_code {
	ERR_NONE,
#define ROW(code, cause, retry, http, exit_status, text) code,
#include "gen/errors.inc"
#undef ROW
	ERR_MAX
};

enum err_cause { CAUSE_NONE, CAUSE_INPUT, CAUSE_USER, CAUSE_ARCHIVE, CAUSE_SYSTEM, CAUSE_BUG };

struct err {
	enum err_code code;
	uint32_t at;
	const char *what;
};

struct err_row {
	const char *name; /* "ERR_URL" */
	const char *text; /* "has no usable URL" */
	enum err_cause cause;
	int retry, http, exit_status;
};

/* The row of ${code}; a row of its own for ERR_NONE and for codes out of range, never NULL. */
const struct err_row *err_row(enum err_code code);

/* The code named ${name} ("ERR_URL"); ERR_NONE if there is none. */
enum err_code err_code_from_name(const char *name);

/* An error; ${at} past 4 GiB is clamped. */
static inline struct err
err_at(enum err_code code, uint64_t at, const char *what)
{
	return (struct err){ code, at > UINT32_MAX ? UINT32_MAX : (uint32_t)at, what };
}

static inline struct err
err_new(enum err_code code, const char *what)
{
	return (struct err){ code, 0, what };
}

/* The error of the last system call: ENOSPC, EDQUOT -> ERR_DISK_FULL, EACCES, EPERM -> ERR_ACCESS,
 * ENOENT -> ERR_NOT_FOUND, EEXIST -> ERR_EXISTS, else ERR_IO. */
struct err err_from_errno(int number, const char *what);

/* A clean-up by attribute: struct buf b CLEAN(buf_done) = { ... }; */
#define CLEAN(done) __attribute__((cleanup(done)))
#define NORETURN __attribute__((noreturn))
#define FORMAT(string, first) __attribute__((format(printf, string, first)))
/* Not zeroed first, as all else is: of a large thing that is filled before it is read, where that is felt. */
#if defined(__GNUC__) && (__GNUC__ >= 12 || defined(__clang__))
#define DIRTY __attribute__((uninitialized))
#else
#define DIRTY
#endif
#define LENGTH(array) (sizeof(array) / sizeof((array)[0]))

#endif
