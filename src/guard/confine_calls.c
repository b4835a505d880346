#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <seccomp.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/time.h>

#include "guard/confine_calls.h"

/* What stands beside a call: the argument that is looked at. */
enum only {
	ANY,
	ONLY_STDIN,
	ONLY_STDOUT,	/* or standard error */
	ONLY_ANONYMOUS, /* mmap: memory, never a file, never executable */
	ONLY_DATA,	/* mprotect: never executable */
	ONLY_READING,	/* openat: nothing is made or changed */
	ONLY_THREADS,	/* clone: no process */
	ONLY_NAME,	/* prctl: a thread's own name */
	ONLY_PROCESSOR, /* setitimer: of the time it computes */
	ONLY_INTERNET,	/* socket: streams and datagrams, IPv4 and IPv6 */
	ONLY_COUNT,	/* ioctl: how many bytes have come; the resolver asks */
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

/* The darkroom: the same, and threads that come and go, in which libraries compute; and a clock that
 * ends it where it computes too long. */
static const struct allowed memory_and_threads[] = {
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
	{ SCMP_SYS(clone), ONLY_THREADS },
	{ SCMP_SYS(clone3), NEVER }, /* its flags cannot be looked at; clone is taken instead */
	{ SCMP_SYS(set_robust_list), ANY },
	{ SCMP_SYS(rseq), ANY },
	{ SCMP_SYS(rt_sigprocmask), ANY },
	{ SCMP_SYS(prctl), ONLY_NAME },
	{ SCMP_SYS(setitimer), ONLY_PROCESSOR },
	{ SCMP_SYS(gettid), ANY },
	{ SCMP_SYS(sched_yield), ANY },
	{ SCMP_SYS(sched_getaffinity), ANY },
	{ SCMP_SYS(clock_gettime), ANY },
	{ SCMP_SYS(clock_nanosleep), ANY },
	{ SCMP_SYS(getrandom), ANY },
	{ SCMP_SYS(rt_sigreturn), ANY },
	{ SCMP_SYS(restart_syscall), ANY },
	{ SCMP_SYS(exit), ANY },
	{ SCMP_SYS(exit_group), ANY },
};

/* The gate: what libcurl, OpenSSL and the C library's resolver ask for, the last in threads that
 * come and go.  No listening, no other kind of socket, no file but to read, no process. */
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
	{ SCMP_SYS(ioctl), ONLY_COUNT },
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

/* AddressSanitizer asks these of the system now and then. */
static const struct allowed by_sanitizers[] = {
	{ SCMP_SYS(getpid), ANY },
	{ SCMP_SYS(gettid), ANY },
	{ SCMP_SYS(sched_yield), ANY },
	{ SCMP_SYS(sigaltstack), ANY },
	{ SCMP_SYS(rt_sigaction), ANY },
	{ SCMP_SYS(rt_sigprocmask), ANY },
};

static const struct {
	const struct allowed *calls;
	size_t count;
} allowed[ROLE_MAX] = {
	[ROLE_PARSE] = { memory_and_pipes, LENGTH(memory_and_pipes) },
	[ROLE_UNPACK] = { memory_and_pipes, LENGTH(memory_and_pipes) },
	[ROLE_IMAGE] = { memory_and_threads, LENGTH(memory_and_threads) },
	[ROLE_FETCH] = { sockets, LENGTH(sockets) },
};

/* ---- the filter ---- */

/* Streams and datagrams over IPv4 and IPv6.  Of the rest it is said that there is none: the
 * resolver looks for a name service (AF_UNIX) and at the interfaces (AF_NETLINK), and goes on
 * without. */
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
allow(scmp_filter_ctx filter, struct allowed row)
{
	switch (row.only) {
	case ANY:
		return seccomp_rule_add(filter, SCMP_ACT_ALLOW, row.call, 0);
	case ONLY_STDIN:
		return seccomp_rule_add(
		    filter, SCMP_ACT_ALLOW, row.call, 1, SCMP_A0(SCMP_CMP_EQ, 0, 0));
	case ONLY_STDOUT:
		return seccomp_rule_add(
			   filter, SCMP_ACT_ALLOW, row.call, 1, SCMP_A0(SCMP_CMP_EQ, 1, 0)) |
		       seccomp_rule_add(
			   filter, SCMP_ACT_ALLOW, row.call, 1, SCMP_A0(SCMP_CMP_EQ, 2, 0));
	case ONLY_ANONYMOUS:
		return seccomp_rule_add(filter, SCMP_ACT_ALLOW, row.call, 2,
		    SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0),
		    SCMP_A3(SCMP_CMP_MASKED_EQ, MAP_ANONYMOUS, MAP_ANONYMOUS));
	case ONLY_DATA:
		return seccomp_rule_add(
		    filter, SCMP_ACT_ALLOW, row.call, 1, SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0));
	case ONLY_READING:
		return seccomp_rule_add(filter, SCMP_ACT_ALLOW, row.call, 1,
		    SCMP_A2(SCMP_CMP_MASKED_EQ, O_ACCMODE | O_CREAT | O_TRUNC, 0));
	case ONLY_THREADS:
		return seccomp_rule_add(filter, SCMP_ACT_ALLOW, row.call, 1,
		    SCMP_A0(SCMP_CMP_MASKED_EQ, CLONE_THREAD, CLONE_THREAD));
	case ONLY_NAME:
		return seccomp_rule_add(
		    filter, SCMP_ACT_ALLOW, row.call, 1, SCMP_A0(SCMP_CMP_EQ, PR_SET_NAME, 0));
	case ONLY_PROCESSOR:
		return seccomp_rule_add(
		    filter, SCMP_ACT_ALLOW, row.call, 1, SCMP_A0(SCMP_CMP_EQ, ITIMER_PROF, 0));
	case ONLY_COUNT:
		return seccomp_rule_add(
		    filter, SCMP_ACT_ALLOW, row.call, 1, SCMP_A1(SCMP_CMP_EQ, FIONREAD, 0));
	case ONLY_LOCAL:
		return seccomp_rule_add(
		    filter, SCMP_ACT_ALLOW, row.call, 1, SCMP_A0(SCMP_CMP_EQ, AF_UNIX, 0));
	case ONLY_INTERNET:
		return allow_internet(filter, row.call);
	case NEVER:
		return seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOSYS), row.call, 0);
	}
	return -1;
}

static int
allow_all(scmp_filter_ctx filter, const struct allowed *rows, size_t count)
{
	int failed = 0;

	for (size_t i = 0; i < count; i++)
		failed |= allow(filter, rows[i]);
	return failed;
}

struct err
confine_calls(enum role role)
{
	scmp_filter_ctx filter;
	int failed;

	/* Valgrind's own calls come from the same process, and it knows no seccomp. */
	if (RUNNING_ON_VALGRIND)
		return (struct err){ 0 };
	filter = seccomp_init(SCMP_ACT_KILL_PROCESS);
	if (!filter)
		return err_new(ERR_CONFINE, "seccomp");
	/* for all threads, should there be more than one in spite of all */
	failed = seccomp_attr_set(filter, SCMP_FLTATR_CTL_TSYNC, 1);
	failed |= allow_all(filter, allowed[role].calls, allowed[role].count);
	if (SANITIZED)
		failed |= allow_all(filter, by_sanitizers, LENGTH(by_sanitizers));
	if (failed || seccomp_load(filter) < 0) {
		seccomp_release(filter);
		return err_new(ERR_CONFINE, "seccomp refuses the filter");
	}
	seccomp_release(filter);
	return (struct err){ 0 };
}

bool
confine_has_seccomp(void)
{
	/* No address of a filter: EFAULT where filters are known, EINVAL where they are not. */
	return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, NULL, 0, 0) < 0 && errno == EFAULT;
}
