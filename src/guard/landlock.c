#include <errno.h>
#include <fcntl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "base/buf.h"
#include "guard/landlock.h"

/* Debian 12's headers know the first member only; the kernel takes as much as its ABI knows. */
struct ruleset {
	uint64_t fs, net, scoped;
};

struct path_rule {
	uint64_t access;
	int32_t parent;
} __attribute__((packed));

struct port_rule {
	uint64_t access, port;
};

enum { CREATE_RULESET = 444, ADD_RULE = 445, RESTRICT_SELF = 446, CREATE_VERSION = 1 };
enum { RULE_PATH = 1, RULE_PORT = 2 };
enum { FS_READ_FILE = 1 << 2, NET_BIND = 1 << 0, NET_CONNECT = 1 << 1 };

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

static size_t
version_of(int abi)
{
	size_t i = 0;

	while (i + 1 < LENGTH(versions) && versions[i].abi > abi)
		i++;
	return i;
}

static bool
allow_path(int ruleset, const char *path)
{
	int fd CLEAN(fd_close) = open(path, O_PATH | O_CLOEXEC);
	struct path_rule rule = { FS_READ_FILE, fd };

	return fd < 0 || syscall(ADD_RULE, ruleset, RULE_PATH, &rule, 0) == 0;
}

static bool
allow_ports(int ruleset, struct port_range range)
{
	for (uint64_t port = range.from; port <= range.to; port++) {
		struct port_rule rule = { NET_CONNECT, port };
		if (syscall(ADD_RULE, ruleset, RULE_PORT, &rule, 0) < 0)
			return false;
	}
	return true;
}

static bool
allow_all(int ruleset, const struct landlock_allowed *allowed, bool with_ports)
{
	bool good = true;

	for (size_t i = 0; allowed->paths && allowed->paths[i]; i++)
		good = good && allow_path(ruleset, allowed->paths[i]);
	for (size_t i = 0; with_ports && i < allowed->port_count; i++)
		good = good && allow_ports(ruleset, allowed->ports[i]);
	return good;
}

struct err
landlock_deny_but(int abi, const struct landlock_allowed *allowed)
{
	size_t version = version_of(abi);
	struct ruleset ruleset = { bits(versions[version].fs), bits(versions[version].net),
		bits(versions[version].scoped) };
	int fd CLEAN(fd_close) = -1;

	if (allowed->any_port)
		ruleset.net &= NET_BIND;
	fd = (int)syscall(CREATE_RULESET, &ruleset, versions[version].size, 0);
	if (fd < 0 || !allow_all(fd, allowed, ruleset.net & NET_CONNECT))
		return err_new(ERR_CONFINE, "Landlock refuses the rules");
	if (syscall(RESTRICT_SELF, fd, 0) < 0)
		return err_new(ERR_CONFINE, "Landlock refuses to restrict");
	return (struct err){ 0 };
}

struct err
landlock_deny_all(int abi)
{
	return landlock_deny_but(abi, &(struct landlock_allowed){ 0 });
}
