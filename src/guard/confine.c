#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <malloc.h>
#include <netdb.h>
#include <nss.h>
#include <pthread.h>
#include <sched.h>
#include <seccomp.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#if __has_include(<valgrind/valgrind.h>)
#include <valgrind/valgrind.h>
#else
#define RUNNING_ON_VALGRIND 0
#endif

#include "guard/confine.h"
#include "guard/landlock.h"

#if defined(__SANITIZE_ADDRESS__)
enum { SANITIZED = 1 };
#else
enum { SANITIZED = 0 };
#endif

enum { UID_NOBODY = 65534 };

/* What stands beside a call: the argument that is looked at. */
enum only {
	ANY,
	ONLY_STDIN,
	ONLY_STDOUT,	/* or standard error */
	ONLY_ANONYMOUS, /* mmap: memory, never a file, never executable */
	ONLY_DATA,	/* mprotect: never executable */
	ONLY_READING,	/* openat: nothing is made or changed */
	ONLY_THREADS,	/* clone: no process */
	ONLY_INTERNET,	/* socket: streams and datagrams, IPv4 and IPv6 */
	ONLY_LOCAL,	/* socketpair */
	NEVER,		/* says that there is no such call */
};

struct allowed {
	int call;
	enum only only;
};

/* A pure function from bytes to bytes: read, compute in memory, write, end. */
static const struct allowed memory_and_pipes[] = {
	{ SCMP_SYS(read), ONLY_STDIN },
	{ SCMP_SYS(write), ONLY_STDOUT },
	{ SCMP_SYS(writev), ONLY_STDOUT },
	{ SCMP_SYS(mmap), ONLY_ANONYMOUS },
	{ SCMP_SYS(mprotect), ONLY_DATA },
	{ SCMP_SYS(munmap), ANY },
	{ SCMP_SYS(mremap), ANY },
	{ SCMP_SYS(madvise), ANY },
	{ SCMP_SYS(brk), ANY },
	{ SCMP_SYS(futex), ANY },
	{ SCMP_SYS(clock_gettime), ANY },
	{ SCMP_SYS(getrandom), ANY }, /* the allocator's, for its caches */
	{ SCMP_SYS(rt_sigreturn), ANY },
	{ SCMP_SYS(restart_syscall), ANY },
	{ SCMP_SYS(exit), ANY },
	{ SCMP_SYS(exit_group), ANY },
};

/* The gate: what libcurl, OpenSSL and the C library's resolver ask for, the last in threads that come and go.  No listening, no
 * other kind of socket, no file but to read, no process. */
static const struct allowed sockets[] = {
	{ SCMP_SYS(read), ANY },
	{ SCMP_SYS(write), ANY },
	{ SCMP_SYS(writev), ANY },
	{ SCMP_SYS(readv), ANY },
	{ SCMP_SYS(recvfrom), ANY },
	{ SCMP_SYS(recvmsg), ANY },
	{ SCMP_SYS(sendto), ANY },
	{ SCMP_SYS(sendmsg), ANY },
	{ SCMP_SYS(sendmmsg), ANY },
	{ SCMP_SYS(socket), ONLY_INTERNET },
	{ SCMP_SYS(socketpair), ONLY_LOCAL },
	{ SCMP_SYS(connect), ANY },
	{ SCMP_SYS(shutdown), ANY },
	{ SCMP_SYS(getsockname), ANY },
	{ SCMP_SYS(getpeername), ANY },
	{ SCMP_SYS(getsockopt), ANY },
	{ SCMP_SYS(setsockopt), ANY },
	{ SCMP_SYS(ioctl), ANY }, /* FIONREAD, of the resolver */
	{ SCMP_SYS(fcntl), ANY },
	{ SCMP_SYS(close), ANY },
	{ SCMP_SYS(poll), ANY },
	{ SCMP_SYS(ppoll), ANY },
	{ SCMP_SYS(pipe2), ANY },
	{ SCMP_SYS(eventfd2), ANY },
	{ SCMP_SYS(openat), ONLY_READING },
	{ SCMP_SYS(lseek), ANY },
	{ SCMP_SYS(fstat), ANY },
	{ SCMP_SYS(newfstatat), ANY },
	{ SCMP_SYS(uname), ANY },
	{ SCMP_SYS(getuid), ANY },
	{ SCMP_SYS(geteuid), ANY },
	{ SCMP_SYS(getgid), ANY },
	{ SCMP_SYS(getegid), ANY },
	{ SCMP_SYS(getpid), ANY },
	{ SCMP_SYS(gettid), ANY },
	{ SCMP_SYS(clone), ONLY_THREADS },
	{ SCMP_SYS(clone3), NEVER }, /* its flags cannot be looked at; clone is taken instead */
	{ SCMP_SYS(set_robust_list), ANY },
	{ SCMP_SYS(rseq), ANY },
	{ SCMP_SYS(rt_sigaction), ANY },
	{ SCMP_SYS(rt_sigprocmask), ANY },
	{ SCMP_SYS(sched_yield), ANY },
	{ SCMP_SYS(sched_getaffinity), ANY },
	{ SCMP_SYS(clock_nanosleep), ANY },
	{ SCMP_SYS(gettimeofday), ANY },
	{ SCMP_SYS(sysinfo), ANY },
	{ SCMP_SYS(mmap), ONLY_ANONYMOUS },
	{ SCMP_SYS(mprotect), ONLY_DATA },
	{ SCMP_SYS(munmap), ANY },
	{ SCMP_SYS(mremap), ANY },
	{ SCMP_SYS(madvise), ANY },
	{ SCMP_SYS(brk), ANY },
	{ SCMP_SYS(futex), ANY },
	{ SCMP_SYS(clock_gettime), ANY },
	{ SCMP_SYS(getrandom), ANY },
	{ SCMP_SYS(rt_sigreturn), ANY },
	{ SCMP_SYS(restart_syscall), ANY },
	{ SCMP_SYS(exit), ANY },
	{ SCMP_SYS(exit_group), ANY },
};

/* What the resolver reads; name service modules and their libraries are not among them (see prepare_resolver). */
static const char *const resolver_files[] = { "/etc/resolv.conf", "/etc/hosts", "/etc/nsswitch.conf", "/etc/host.conf",
	"/etc/gai.conf", NULL };

/* AddressSanitizer asks these of the system now and then. */
static const struct allowed by_sanitizers[] = {
	{ SCMP_SYS(getpid), ANY },
	{ SCMP_SYS(gettid), ANY },
	{ SCMP_SYS(sched_yield), ANY },
	{ SCMP_SYS(sigaltstack), ANY },
	{ SCMP_SYS(rt_sigaction), ANY },
	{ SCMP_SYS(rt_sigprocmask), ANY },
};

static const struct role_row {
	const struct allowed *allowed;
	size_t count;
	rlim_t memory, files;
	const char *const *paths;
} roles[ROLE_MAX] = {
	[ROLE_PARSE] = { memory_and_pipes, LENGTH(memory_and_pipes), CONFINE_MEMORY, 3, NULL },
	[ROLE_UNPACK] = { memory_and_pipes, LENGTH(memory_and_pipes), CONFINE_MEMORY, 3, NULL },
	[ROLE_FETCH] = { sockets, LENGTH(sockets), CONFINE_FETCH_MEMORY, CONFINE_FETCH_FILES, resolver_files },
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

/* ---- system calls ---- */

/* Streams and datagrams over IPv4 and IPv6.  Of the rest it is said that there is none: the resolver looks for a name service
 * (AF_UNIX) and at the interfaces (AF_NETLINK), and goes on without. */
static int
allow_internet(scmp_filter_ctx filter, int call)
{
	static const int families[] = { AF_INET, AF_INET6 }, types[] = { SOCK_STREAM, SOCK_DGRAM },
			 absent[] = { AF_UNIX, AF_NETLINK };
	enum { TYPE_MASK = 0xf };
	int failed = 0;

	for (size_t i = 0; i < LENGTH(families); i++)
		for (size_t j = 0; j < LENGTH(types); j++)
			failed |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, call, 2,
			    SCMP_A0(SCMP_CMP_EQ, (scmp_datum_t)families[i], 0),
			    SCMP_A1(SCMP_CMP_MASKED_EQ, TYPE_MASK, (scmp_datum_t)types[j]));
	for (size_t i = 0; i < LENGTH(absent); i++)
		failed |= seccomp_rule_add(filter, SCMP_ACT_ERRNO(EAFNOSUPPORT), call, 1,
		    SCMP_A0(SCMP_CMP_EQ, (scmp_datum_t)absent[i], 0));
	return failed;
}

static int
allow(scmp_filter_ctx filter, struct allowed allowed)
{
	switch (allowed.only) {
	case ANY:
		return seccomp_rule_add(filter, SCMP_ACT_ALLOW, allowed.call, 0);
	case ONLY_STDIN:
		return seccomp_rule_add(
		    filter, SCMP_ACT_ALLOW, allowed.call, 1, SCMP_A0(SCMP_CMP_EQ, 0, 0));
	case ONLY_STDOUT:
		return seccomp_rule_add(
			   filter, SCMP_ACT_ALLOW, allowed.call, 1, SCMP_A0(SCMP_CMP_EQ, 1, 0)) |
		       seccomp_rule_add(
			   filter, SCMP_ACT_ALLOW, allowed.call, 1, SCMP_A0(SCMP_CMP_EQ, 2, 0));
	case ONLY_ANONYMOUS:
		return seccomp_rule_add(filter, SCMP_ACT_ALLOW, allowed.call, 2,
		    SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0),
		    SCMP_A3(SCMP_CMP_MASKED_EQ, MAP_ANONYMOUS, MAP_ANONYMOUS));
	case ONLY_DATA:
		return seccomp_rule_add(filter, SCMP_ACT_ALLOW, allowed.call, 1,
		    SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0));
	case ONLY_READING:
		return seccomp_rule_add(filter, SCMP_ACT_ALLOW, allowed.call, 1,
		    SCMP_A2(SCMP_CMP_MASKED_EQ, O_ACCMODE | O_CREAT | O_TRUNC, 0));
	case ONLY_THREADS:
		return seccomp_rule_add(filter, SCMP_ACT_ALLOW, allowed.call, 1,
		    SCMP_A0(SCMP_CMP_MASKED_EQ, CLONE_THREAD, CLONE_THREAD));
	case ONLY_LOCAL:
		return seccomp_rule_add(
		    filter, SCMP_ACT_ALLOW, allowed.call, 1, SCMP_A0(SCMP_CMP_EQ, AF_UNIX, 0));
	case ONLY_INTERNET:
		return allow_internet(filter, allowed.call);
	case NEVER:
		return seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOSYS), allowed.call, 0);
	}
	return -1;
}

static int
allow_all(scmp_filter_ctx filter, const struct allowed *allowed, size_t count)
{
	int failed = 0;

	for (size_t i = 0; i < count; i++)
		failed |= allow(filter, allowed[i]);
	return failed;
}

static struct err
filter_calls(const struct role_row *row)
{
	scmp_filter_ctx filter;
	int failed;

	/* Valgrind's own calls come from the same process, and it knows no seccomp. */
	if (RUNNING_ON_VALGRIND)
		return (struct err){ 0 };
	filter = seccomp_init(SCMP_ACT_KILL_PROCESS);
	if (!filter)
		return refused("seccomp");
	failed = allow_all(filter, row->allowed, row->count);
	if (SANITIZED)
		failed |= allow_all(filter, by_sanitizers, LENGTH(by_sanitizers));
	if (failed || seccomp_load(filter) < 0) {
		seccomp_release(filter);
		return refused("seccomp refuses the filter");
	}
	seccomp_release(filter);
	return (struct err){ 0 };
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
lock(const struct role_row *row, const struct landlock_allowed *allowed, struct buf *report)
{
	int abi = landlock_abi();
	struct err err;
	uid_t uid;

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
		err = filter_calls(row);
	if (!err.code)
		tell(report, abi, row->memory, uid);
	return err;
}

struct err
confine(enum role role, struct buf *report)
{
	const struct landlock_allowed allowed = { .paths = roles[role].paths };

	return lock(&roles[role], &allowed, report);
}

/* ---- the gate ---- */

enum {
	PORTS_MAX = 4096,
	THREAD_STACK = 256 << 10,
	HEAPS_MAX = 2, /* of threads: each reserves much address space */
};

/* Names are looked up in /etc/hosts and the DNS, by the C library itself: other services are libraries to be loaded, which the
 * lock forbids, or sockets of this machine. */
static void
prepare_resolver(void)
{
	struct addrinfo hints = { .ai_flags = AI_NUMERICHOST }, *found = NULL;
	pthread_attr_t attributes;

	__nss_configure_lookup("hosts", "files dns");
	if (getaddrinfo("127.0.0.1", "80", &hints, &found) == 0)
		freeaddrinfo(found);
	hints.ai_flags = 0;
	if (getaddrinfo("localhost", "80", &hints, &found) == 0)
		freeaddrinfo(found);
	mallopt(M_ARENA_MAX, HEAPS_MAX);
	if (pthread_attr_init(&attributes) == 0) {
		if (pthread_attr_setstacksize(&attributes, THREAD_STACK) == 0)
			pthread_setattr_default_np(&attributes);
		pthread_attr_destroy(&attributes);
	}
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
	return lock(&roles[ROLE_FETCH], &allowed, report);
}

int
confine_landlock_abi(void)
{
	return landlock_abi();
}

bool
confine_has_seccomp(void)
{
	/* No address of a filter: EFAULT where filters are known, EINVAL where they are not. */
	return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, NULL, 0, 0) < 0 && errno == EFAULT;
}
