#include <errno.h>
#include <fcntl.h>
#include <linux/netlink.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <netinet/in.h>
#include <unistd.h>

#include "guard/probe.h"

/* By the system's own numbers: the C library must not get in between. */

static long
open_file(void)
{
	return syscall(SYS_open, "/etc/passwd", O_RDONLY);
}

static long
openat_file(void)
{
	return syscall(SYS_openat, AT_FDCWD, "/etc/passwd", O_RDONLY);
}

static long
create_file(void)
{
	return syscall(SYS_creat, "/tmp/xinshi-probe", 0600);
}

static long
make_socket(void)
{
	return syscall(SYS_socket, AF_INET, SOCK_STREAM, 0);
}

static long
make_socket_pair(void)
{
	int fds[2];

	return syscall(SYS_socketpair, AF_UNIX, SOCK_STREAM, 0, fds);
}

static long
connect_out(void)
{
	struct sockaddr_in address = { .sin_family = AF_INET, .sin_port = 80 };

	return syscall(SYS_connect, 0, &address, sizeof(address));
}

/* Let through is also what nobody answers. */
static long
connect_port(void)
{
	struct sockaddr_in address = { .sin_family = AF_INET,
		.sin_port = htons(9),
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	long fd = syscall(SYS_socket, AF_INET, SOCK_STREAM, 0), result;

	if (fd < 0)
		return -1;
	result = syscall(SYS_connect, fd, &address, sizeof(address));
	if (result < 0 && errno != EACCES && errno != EPERM)
		result = 0;
	close((int)fd);
	return result;
}

static long
listen_port(void)
{
	struct sockaddr_in address = { .sin_family = AF_INET,
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	long fd = syscall(SYS_socket, AF_INET, SOCK_STREAM, 0), result;

	if (fd < 0)
		return -1;
	result = syscall(SYS_bind, fd, &address, sizeof(address));
	if (result >= 0)
		result = syscall(SYS_listen, fd, 1);
	close((int)fd);
	return result;
}

static long
make_local_socket(void)
{
	return syscall(SYS_socket, AF_UNIX, SOCK_STREAM, 0);
}

static long
make_netlink_socket(void)
{
	return syscall(SYS_socket, AF_NETLINK, SOCK_RAW, NETLINK_ROUTE);
}

static long
make_raw_socket(void)
{
	return syscall(SYS_socket, AF_INET, SOCK_RAW, IPPROTO_TCP);
}

static long
write_file(void)
{
	return syscall(SYS_openat, AT_FDCWD, "/tmp/xinshi-probe", O_WRONLY | O_CREAT, 0600);
}

static long
list_folder(void)
{
	return syscall(SYS_openat, AT_FDCWD, "/etc", O_RDONLY | O_DIRECTORY);
}

/* Let through is also what a small system does not have. */
static long
read_resolver_file(void)
{
	long fd = syscall(SYS_openat, AT_FDCWD, "/etc/hosts", O_RDONLY);

	return fd < 0 && errno == ENOENT ? 0 : fd;
}

static long
run_program(void)
{
	char *const arguments[] = { NULL };

	return syscall(SYS_execve, "/bin/true", arguments, arguments);
}

static long
make_process(void)
{
	long pid = syscall(SYS_fork);

	if (pid == 0)
		_exit(0);
	return pid;
}

static long
clone_process(void)
{
	long pid = syscall(SYS_clone, SIGCHLD, NULL, NULL, NULL, NULL);

	if (pid == 0)
		_exit(0);
	return pid;
}

static long
become_dumpable(void)
{
	return syscall(SYS_prctl, PR_SET_DUMPABLE, 1, 0, 0, 0);
}

static long
trace(void)
{
	return syscall(SYS_ptrace, PTRACE_TRACEME, 0, NULL, NULL);
}

static long
read_other_memory(void)
{
	struct iovec none = { NULL, 0 };

	return syscall(SYS_process_vm_readv, 1, &none, 1UL, &none, 1UL, 0UL);
}

static long
signal_other(void)
{
	return syscall(SYS_kill, 1, 0);
}

static long
map_code(void)
{
	long p = syscall(SYS_mmap, NULL, 4096, PROT_READ | PROT_WRITE | PROT_EXEC,
	    MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	return p == -1 ? -1 : 0;
}

static long
make_code(void)
{
	void *p = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	return p == MAP_FAILED ? -1 : syscall(SYS_mprotect, p, 4096, PROT_READ | PROT_EXEC);
}

static long
map_file(void)
{
	long p = syscall(SYS_mmap, NULL, 4096, PROT_READ, MAP_PRIVATE, 0, 0);

	return p == -1 ? -1 : 0;
}

static long
read_elsewhere(void)
{
	char byte;

	return syscall(SYS_read, 3, &byte, 1);
}

static long
write_to_input(void)
{
	return syscall(SYS_write, 0, "x", 1);
}

static long
make_ring(void)
{
	return syscall(SYS_io_uring_setup, 1, NULL);
}

static long
trace_kernel(void)
{
	return syscall(SYS_bpf, 0, NULL, 0);
}

static long
change_user(void)
{
	return syscall(SYS_setuid, 0);
}

static long
remove_file(void)
{
	return syscall(SYS_unlink, "/tmp/xinshi-probe");
}

static const struct probe {
	const char *name;
	long (*try)(void); /* negative: it failed */
} probes[] = {
	{ "open a file", open_file },
	{ "open a file at", openat_file },
	{ "create a file", create_file },
	{ "remove a file", remove_file },
	{ "make a socket", make_socket },
	{ "make a socket pair", make_socket_pair },
	{ "connect", connect_out },
	{ "run a program", run_program },
	{ "make a process", make_process },
	{ "trace", trace },
	{ "read another's memory", read_other_memory },
	{ "signal another", signal_other },
	{ "map memory to execute", map_code },
	{ "make memory executable", make_code },
	{ "map a file", map_file },
	{ "read another descriptor", read_elsewhere },
	{ "write to standard input", write_to_input },
	{ "make a ring", make_ring },
	{ "load a program into the kernel", trace_kernel },
	{ "become root", change_user },
	{ "connect to a port", connect_port },
	{ "listen", listen_port },
	{ "make a local socket", make_local_socket },
	{ "make a netlink socket", make_netlink_socket },
	{ "make a raw socket", make_raw_socket },
	{ "write a file", write_file },
	{ "list a folder", list_folder },
	{ "read the resolver's file", read_resolver_file },
	{ "make a process by another way", clone_process },
	{ "show its memory", become_dumpable },
};

const unsigned probe_count = LENGTH(probes);

const char *
probe_name(unsigned which)
{
	return which < LENGTH(probes) ? probes[which].name : NULL;
}

bool
probe_succeeds(unsigned which)
{
	return which < LENGTH(probes) && probes[which].try() >= 0;
}
