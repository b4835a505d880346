/*
 * serve.c: the network, the name server and the web server of the proof.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/ipv6.h>
#include <net/if.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "denied.h"
#include "httpd.h"

enum { DATAGRAM = 512 };

/* ---- the network ---- */

static bool
interface_address(int fd, const char *name, const char *address)
{
	struct ifreq request = { 0 };
	struct sockaddr_in in = { .sin_family = AF_INET };

	snprintf(request.ifr_name, sizeof(request.ifr_name), "%s", name);
	inet_pton(AF_INET, address, &in.sin_addr);
	memcpy(&request.ifr_addr, &in, sizeof(in));
	return ioctl(fd, SIOCSIFADDR, &request) == 0;
}

static bool
interface_up(int fd, const char *name)
{
	struct ifreq request = { .ifr_flags = IFF_UP | IFF_RUNNING };

	snprintf(request.ifr_name, sizeof(request.ifr_name), "%s", name);
	return ioctl(fd, SIOCSIFFLAGS, &request) == 0;
}

/* With an address of IPv6 in the network, resolvers ask for such addresses. */
static bool
interface_address6(const char *address)
{
	int fd CLEAN(fd_close) = socket(AF_INET6, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	struct in6_ifreq request = { .ifr6_prefixlen = 128,
		.ifr6_ifindex = (int)if_nametoindex("lo") };

	inet_pton(AF_INET6, address, &request.ifr6_addr);
	return fd >= 0 && (ioctl(fd, SIOCSIFADDR, &request) == 0 || errno == EEXIST);
}

/* False: we may not. */
static bool
network_make(void)
{
	int fd CLEAN(fd_close) = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);

	return fd >= 0 && interface_up(fd, "lo") && interface_address(fd, "lo", "127.0.0.1") &&
	       interface_address(fd, "lo:1", PUBLIC) && interface_address6(PUBLIC6);
}

/* ---- serving ---- */

static struct httpd *server;

static void
stop(int number)
{
	(void)number;
	httpd_stop(server);
}

/* /to/N leads to attempt N, with the status that its number asks for. */
static void
play(void *context, struct arena *arena, const struct request *request, struct answer *out)
{
	static const int statuses[] = { 301, 302, 303, 307, 308 };
	const struct attempts *attempts = context;
	struct str rest = request->target;
	uint64_t n;

	answer_text(out, "text/plain", S("reached"), arena);
	if (!pull_str(&rest, S("/to/")) || !pull_number(&rest, attempts->count - 1, &n))
		return;
	out->status = statuses[n % LENGTH(statuses)];
	answer_header(arena, out, "Location", attempts->items[n]);
}

static void *
names_serve(void *context)
{
	int fd = *(const int *)context;
	unsigned char question[DATAGRAM], answer[DATAGRAM];
	struct sockaddr_in from;

	for (;;) {
		socklen_t size = sizeof(from);
		ssize_t got =
		    recvfrom(fd, question, sizeof(question), 0, (struct sockaddr *)&from, &size);
		if (got < 0)
			return NULL;
		size_t n = names_answer(question, (size_t)got, answer, sizeof(answer));
		if (n)
			(void)sendto(fd, answer, n, 0, (struct sockaddr *)&from, size);
	}
}

static bool
names_begin(int *fd, pthread_t *thread)
{
	struct sockaddr_in address = { .sin_family = AF_INET, .sin_port = htons(53) };

	inet_pton(AF_INET, NAME_SERVER, &address.sin_addr);
	*fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	return *fd >= 0 && bind(*fd, (struct sockaddr *)&address, sizeof(address)) == 0 &&
	       pthread_create(thread, NULL, names_serve, fd) == 0;
}

static bool
file_write(const char *path, struct str text)
{
	int fd CLEAN(fd_close) = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);

	return fd >= 0 && !fd_write_all(fd, raw_from_str(text)).code;
}

static void
asked_tell(const char *path)
{
	struct buf lines CLEAN(buf_done) = { 0 };
	size_t count = httpd_count(server);

	for (size_t i = 0; i < count; i++) {
		struct request request = httpd_request(server, i);
		buf_push_format(
		    &lines, "%.*s %.*s\n", STR_ARGS(request.to), STR_ARGS(request.target));
	}
	(void)file_write(path, buf_str(&lines));
}

int
serve(const char *ready, const char *asked)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct attempts attempts = { 0 };
	pthread_t thread;
	int names;

	attempts_all(&arena, &attempts);
	if (!network_make() || !names_begin(&names, &thread) ||
	    httpd_open(80, play, &attempts, &server).code)
		return 1;
	signal(SIGTERM, stop);
	signal(SIGPIPE, SIG_IGN);
	if (!file_write(ready, S("ready\n")))
		return 1;
	httpd_run(server);
	asked_tell(asked);
	httpd_close(server);
	return 0;
}
