#include <errno.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "base/buf.h"
#include "guard/landlock.h"

/* Debian 12's headers know the first member only; the kernel takes as much as its ABI knows. */
struct ruleset {
	uint64_t fs, net, scoped;
};

enum { CREATE_RULESET = 444, RESTRICT_SELF = 446, CREATE_VERSION = 1 };

/* What each ABI added, by the newest first: how many rights of each kind there are, and the size of
 * the structure. */
static const struct {
	int abi;
	unsigned fs, net, scoped;
	size_t size;
} versions[] = {
	{ 6, 16, 2, 2, 24 }, /* abstract sockets and signals out of the domain */
	{ 5, 16, 2, 0, 16 }, /* ioctl on devices */
	{ 4, 15, 2, 0, 16 }, /* TCP bind and connect */
	{ 3, 15, 0, 0, 8 },  /* truncate */
	{ 2, 14, 0, 0, 8 },  /* refer */
	{ 1, 13, 0, 0, 8 },
};

int
landlock_abi(void)
{
	long abi = syscall(CREATE_RULESET, NULL, 0, CREATE_VERSION);

	return abi > 0 ? (int)abi : 0;
}

static uint64_t
bits(unsigned count)
{
	return (UINT64_C(1) << count) - 1;
}

struct err
landlock_deny_all(int abi)
{
	struct ruleset ruleset;
	size_t i = 0;
	int fd CLEAN(fd_close) = -1;

	while (i + 1 < LENGTH(versions) && versions[i].abi > abi)
		i++;
	ruleset = (struct ruleset){ bits(versions[i].fs), bits(versions[i].net),
		bits(versions[i].scoped) };
	fd = (int)syscall(CREATE_RULESET, &ruleset, versions[i].size, 0);
	if (fd < 0)
		return err_new(ERR_CONFINE, "Landlock refuses the rules");
	if (syscall(RESTRICT_SELF, fd, 0) < 0)
		return err_new(ERR_CONFINE, "Landlock refuses to restrict");
	return (struct err){ 0 };
}
