#include <errno.h>
#include <grp.h>
#include <seccomp.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
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
	rlim_t memory;
} roles[ROLE_MAX] = {
	[ROLE_PARSE] = { memory_and_pipes, LENGTH(memory_and_pipes), CONFINE_MEMORY },
	[ROLE_UNPACK] = { memory_and_pipes, LENGTH(memory_and_pipes), CONFINE_MEMORY },
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

static struct err
set_limits(rlim_t memory)
{
	const struct {
		int resource;
		rlim_t value;
		const char *what;
	} limits[] = {
		{ RLIMIT_CORE, 0, "limit of core dumps" },
		{ RLIMIT_FSIZE, 0, "limit of file sizes" },
		/* a checker keeps files and a great deal of memory of its own */
		{ RLIMIT_NOFILE, 3, "limit of files" },
		{ RLIMIT_AS, memory, "limit of memory" },
	};
	size_t count = SANITIZED || RUNNING_ON_VALGRIND ? 2 : LENGTH(limits);

	for (size_t i = 0; i < count; i++) {
		struct rlimit limit = { limits[i].value, limits[i].value };
		if (setrlimit(limits[i].resource, &limit) < 0)
			return refused(limits[i].what);
	}
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

struct err
confine(enum role role, struct buf *report)
{
	const struct role_row *row = &roles[role];
	int abi = landlock_abi();
	struct err err;
	uid_t uid;

	drop_root();
	uid = geteuid();
	err = set_flags();
	if (!err.code)
		err = close_descriptors();
	if (!err.code && abi)
		err = landlock_deny_all(abi);
	if (!err.code)
		err = set_limits(row->memory);
	if (!err.code)
		err = filter_calls(row);
	if (!err.code)
		tell(report, abi, row->memory, uid);
	return err;
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
