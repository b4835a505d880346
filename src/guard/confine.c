#include <errno.h>
#include <grp.h>
#include <malloc.h>
#include <netdb.h>
#include <nss.h>
#include <pthread.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "guard/confine.h"
#include "guard/confine_calls.h"
#include "guard/landlock.h"

enum { UID_NOBODY = 65534 };

/* What the resolver reads; name service modules and their libraries are not among them (see
 * prepare_resolver). */
static const char *const resolver_files[] = { "/etc/resolv.conf", "/etc/hosts",
	"/etc/nsswitch.conf", "/etc/host.conf", "/etc/gai.conf", NULL };

static const struct role_row {
	rlim_t memory, files;
	const char *const *paths;
	int heaps; /* of threads, where it has any: each reserves much address space */
} roles[ROLE_MAX] = {
	[ROLE_PARSE] = { CONFINE_MEMORY, 3, NULL, 0 },
	[ROLE_UNPACK] = { CONFINE_MEMORY, 3, NULL, 0 },
	[ROLE_IMAGE] = { CONFINE_MEMORY, 3, NULL, 1 },
	[ROLE_FETCH] = { CONFINE_FETCH_MEMORY, CONFINE_FETCH_FILES, resolver_files, 2 },
};

static struct err
refused(const char *what)
{
	return err_new(ERR_CONFINE, what);
}

/* ---- user, limits, descriptors ---- */

/* A worker of root becomes nobody; where root may not do that (a container with one user), it
 * stays. */
static void
drop_root(void)
{
	if (geteuid() != 0)
		return;
	if (setgroups(0, NULL) < 0 || setresgid(UID_NOBODY, UID_NOBODY, UID_NOBODY) < 0)
		return;
	(void)!setresuid(UID_NOBODY, UID_NOBODY, UID_NOBODY);
}

static struct err
set_flags(void)
{
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0)
		return refused("no new privileges");
	if (prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) < 0)
		return refused("not dumpable");
	/* after the change of user, which would undo it */
	if (prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0) < 0)
		return refused("death with the parent");
	return (struct err){ 0 };
}

/* A limit may be lower already, and then it stays. */
static bool
set_limit(int resource, rlim_t value)
{
	struct rlimit limit;

	if (getrlimit(resource, &limit) < 0)
		return false;
	if (value > limit.rlim_max)
		value = limit.rlim_max;
	limit = (struct rlimit){ value, value };
	return setrlimit(resource, &limit) == 0;
}

static struct err
set_limits(const struct role_row *row)
{
	const struct {
		int resource;
		rlim_t value;
		const char *what;
	} limits[] = {
		{ RLIMIT_CORE, 0, "limit of core dumps" },
		{ RLIMIT_FSIZE, 0, "limit of file sizes" },
		/* a checker keeps files and a great deal of memory of its own */
		{ RLIMIT_NOFILE, row->files, "limit of files" },
		{ RLIMIT_AS, row->memory, "limit of memory" },
	};
	size_t count = SANITIZED || RUNNING_ON_VALGRIND ? 2 : LENGTH(limits);

	for (size_t i = 0; i < count; i++)
		if (!set_limit(limits[i].resource, limits[i].value))
			return refused(limits[i].what);
	return (struct err){ 0 };
}

static struct err
close_descriptors(void)
{
	/* where the kernel has no such call: the parent left none open either */
	if (close_range(3, ~0u, 0) < 0 && errno != ENOSYS)
		return refused("closing descriptors");
	return (struct err){ 0 };
}

/* ---- threads ---- */

enum { THREAD_STACK = 256 << 10 };

static void *
do_nothing(void *argument)
{
	return argument;
}

void
confine_prepare(enum role role)
{
	pthread_attr_t attributes;

	mallopt(M_ARENA_MAX, roles[role].heaps);
	if (pthread_attr_init(&attributes) == 0) {
		if (pthread_attr_setstacksize(&attributes, THREAD_STACK) == 0)
			pthread_setattr_default_np(&attributes);
		pthread_attr_destroy(&attributes);
	}
}

/* What the C library does once, for the first of all threads. */
static void
start_first_thread(void)
{
	pthread_t first;

	if (pthread_create(&first, NULL, do_nothing, NULL) == 0)
		pthread_join(first, NULL);
}

/* The lock is on the thread that turns it, and on those it starts later: what ran before would stay
 * free.  The system counts threads as folders of a folder, which has two more links. */
static bool
is_alone(void)
{
	struct stat threads;

	return stat("/proc/self/task", &threads) < 0 || threads.st_nlink <= 3;
}

/* One that has ended is counted until the system has cleared it away. */
static bool
wait_alone(void)
{
	enum { TRIES = 1000, TRY_US = 1000 };

	for (int i = 0; i < TRIES; i++) {
		if (is_alone())
			return true;
		usleep(TRY_US);
	}
	return false;
}

/* ---- all together ---- */

static void
tell(struct buf *report, int abi, rlim_t memory, uid_t uid)
{
	if (!report)
		return;
	buf_push_format(
	    report, "%s", RUNNING_ON_VALGRIND ? "no seccomp under Valgrind" : "seccomp");
	if (abi)
		buf_push_format(report, ", landlock abi %d", abi);
	else
		buf_push_literal(report, ", no landlock");
	if (SANITIZED || RUNNING_ON_VALGRIND)
		buf_push_literal(report, ", memory unlimited under a checker");
	else
		buf_push_format(report, ", %llu MB", (unsigned long long)memory >> 20);
	buf_push_format(report, ", uid %u", uid);
}

static struct err
lock(enum role role, const struct landlock_allowed *allowed, struct buf *report)
{
	const struct role_row *row = &roles[role];
	int abi = landlock_abi();
	struct err err;
	uid_t uid;

	if (row->heaps) {
		confine_prepare(role);
		start_first_thread();
	}
	if (!wait_alone())
		return refused("other threads are running");
	drop_root();
	uid = geteuid();
	err = set_flags();
	if (!err.code)
		err = close_descriptors();
	if (!err.code && abi)
		err = landlock_deny_but(abi, allowed);
	if (!err.code)
		err = set_limits(row);
	if (!err.code)
		err = confine_calls(role);
	if (!err.code)
		tell(report, abi, row->memory, uid);
	return err;
}

struct err
confine(enum role role, struct buf *report)
{
	const struct landlock_allowed allowed = { .paths = roles[role].paths };

	return lock(role, &allowed, report);
}

/* ---- the gate ---- */

enum { PORTS_MAX = 4096 };

/* Names are looked up in /etc/hosts and the DNS, by the C library itself: other services are
 * libraries to be loaded, which the lock forbids, or sockets of this machine. */
static void
prepare_resolver(void)
{
	struct addrinfo hints = { .ai_flags = AI_NUMERICHOST }, *found = NULL;

	__nss_configure_lookup("hosts", "files dns");
	if (getaddrinfo("127.0.0.1", "80", &hints, &found) == 0)
		freeaddrinfo(found);
	hints.ai_flags = 0;
	if (getaddrinfo("localhost", "80", &hints, &found) == 0)
		freeaddrinfo(found);
}

struct err
confine_fetch(const struct port_range *ports, size_t count, struct buf *report)
{
	struct landlock_allowed allowed = { roles[ROLE_FETCH].paths, ports, count, false };
	size_t total = 0;

	for (size_t i = 0; i < count; i++)
		total += ports[i].to - ports[i].from + 1u;
	allowed.any_port = total > PORTS_MAX;
	prepare_resolver();
	return lock(ROLE_FETCH, &allowed, report);
}

int
confine_landlock_abi(void)
{
	return landlock_abi();
}
