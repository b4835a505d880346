#include <arpa/inet.h>
#include <errno.h>
#include <netdb.h>
#include <sys/socket.h>

#include "base/buf.h"
#include "show/listen.h"

bool
address_is_loopback(const struct sockaddr *address)
{
	const struct sockaddr_in6 *six = (const void *)address;
	const struct sockaddr_in *four = (const void *)address;

	if (address->sa_family == AF_INET)
		return ntohl(four->sin_addr.s_addr) >> 24 == 127;
	if (address->sa_family != AF_INET6)
		return false;
	return IN6_IS_ADDR_LOOPBACK(&six->sin6_addr) ||
	       (IN6_IS_ADDR_V4MAPPED(&six->sin6_addr) && six->sin6_addr.s6_addr[12] == 127);
}

/* "[::1]:8080" -> "::1", "8080". */
static bool
address_split(struct arena *arena, struct str listen_at, char **host, char **port)
{
	ptrdiff_t colon = str_find_last_char(listen_at, ':');
	struct str name = str_slice(listen_at, 0, colon < 0 ? 0 : (size_t)colon);
	struct str digits = str_from(listen_at, (size_t)(colon + 1)), rest = digits;
	uint64_t number;

	if (colon < 1 || !pull_number(&rest, 65535, &number) || rest.n)
		return false;
	if (pull_char(&name, '[')) {
		if (!str_ends(name, S("]")))
			return false;
		name.n--;
	} else if (str_find_char(name, ':', 0) >= 0)
		return false;
	*host = str_terminated(arena, name);
	*port = str_terminated(arena, digits);
	return true;
}

static struct err
address_check(const struct server_options *options, const struct sockaddr *address)
{
	if (address_is_loopback(address) || options->public_readonly)
		return (struct err){ 0 };
	return err_new(
	    ERR_USAGE, "others can reach this address: say --public-readonly if they may");
}

static struct err
socket_listen(int fd, const struct addrinfo *info)
{
	int yes = 1;

	if (info->ai_family == AF_INET6)
		setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &yes, sizeof(yes));
	setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof(yes));
	if (bind(fd, info->ai_addr, info->ai_addrlen) == 0 && listen(fd, 512) == 0)
		return (struct err){ 0 };
	if (errno == EADDRINUSE)
		return err_new(ERR_EXISTS, "the port is taken");
	if (errno == EADDRNOTAVAIL)
		return err_new(ERR_USAGE, "this machine does not have the address to listen on");
	return err_from_errno(errno, "listen");
}

struct err
listen_open(const struct server_options *options, struct arena *arena, int *out)
{
	struct addrinfo hints = { .ai_socktype = SOCK_STREAM,
		.ai_flags = AI_NUMERICHOST | AI_NUMERICSERV },
			*info;
	struct str listen_at = options->listen.n ? options->listen : S("127.0.0.1:8080");
	struct err e;
	char *host, *port;
	int fd;

	if (!address_split(arena, listen_at, &host, &port) ||
	    getaddrinfo(host, port, &hints, &info) != 0)
		return err_new(
		    ERR_USAGE, "the address to listen on is ADDRESS:PORT or [ADDRESS]:PORT");
	fd = socket(info->ai_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	e = fd < 0 ? err_from_errno(errno, "socket") : address_check(options, info->ai_addr);
	if (!e.code)
		e = socket_listen(fd, info);
	freeaddrinfo(info);
	if (e.code)
		fd_close(&fd);
	else
		*out = fd;
	return e;
}

struct str
listen_address(struct arena *arena, int fd)
{
	struct sockaddr_storage storage = { 0 };
	socklen_t size = sizeof(storage);
	char host[NI_MAXHOST], port[NI_MAXSERV];

	if (getsockname(fd, (struct sockaddr *)&storage, &size) != 0 ||
	    getnameinfo((struct sockaddr *)&storage, size, host, sizeof(host), port, sizeof(port),
		NI_NUMERICHOST | NI_NUMERICSERV) != 0)
		return S("");
	return str_format(arena, storage.ss_family == AF_INET6 ? "[%s]:%s" : "%s:%s", host, port);
}
