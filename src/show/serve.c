#include <arpa/inet.h>
#include <errno.h>
#include <microhttpd.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "show/clerk.h"
#include "show/metrics.h"

/*
 * One daemon of the library for each thread, all accepting from the same socket: so each thread's
 * handles are simply the argument of its handler, and nothing is shared but the counters.
 */
struct desk {
	struct clerk clerk;
	struct MHD_Daemon *daemon;
};

struct server {
	const struct server_options *options;
	struct arena arena;
	struct str address;
	int socket;
	size_t count;
	struct desk desks[SERVER_THREADS_MAX];
};

/* From the request line to the last byte. */
struct visit {
	struct timespec begin;
	struct str target;
	bool is_announced;
	char bytes[]; /* of the target: the library writes over its own copy */
};

/* ---- one request ---- */

static void *
visit_begin(void *context, const char *target, struct MHD_Connection *connection)
{
	size_t n = strnlen(target, TARGET_MAX + 1);
	struct visit *visit = mem_alloc(sizeof(*visit) + n + 1);

	(void)context, (void)connection;
	*visit = (struct visit){ .target = { visit->bytes, n } };
	memcpy(visit->bytes, target, n);
	clock_gettime(CLOCK_MONOTONIC, &visit->begin);
	return visit;
}

static uint64_t
micros_since(const struct timespec *begin)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (uint64_t)((now.tv_sec - begin->tv_sec) * 1000000 +
			  (now.tv_nsec - begin->tv_nsec) / 1000);
}

static void
visit_end(void *context, struct MHD_Connection *connection, void **state,
    enum MHD_RequestTerminationCode code)
{
	struct visit *visit = *state;

	(void)context, (void)connection, (void)code;
	free(visit);
	*state = NULL;
}

/* A header's value; UTF-8 is not promised, so what is not becomes absent. */
static struct str
header_value(struct MHD_Connection *connection, const char *name)
{
	struct str value =
	    str_from_c(MHD_lookup_connection_value(connection, MHD_HEADER_KIND, name));

	return utf8_valid_length(raw_from_str(value)) == value.n ? value : (struct str){ 0 };
}

static bool
is_loopback(const struct sockaddr *address)
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

static struct ask
ask_of(struct MHD_Connection *connection, const struct visit *visit, const char *method)
{
	const union MHD_ConnectionInfo *peer =
	    MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);

	return (struct ask){
		.method = str_from_c(method),
		.target = visit->target,
		.host = header_value(connection, "Host"),
		.accept_language = header_value(connection, "Accept-Language"),
		.accept_encoding = header_value(connection, "Accept-Encoding"),
		.if_none_match = header_value(connection, "If-None-Match"),
		.if_modified_since = header_value(connection, "If-Modified-Since"),
		.loopback = peer && peer->client_addr && is_loopback(peer->client_addr),
	};
}

static enum MHD_Result
handle(void *context, struct MHD_Connection *connection, const char *url, const char *method,
    const char *version, const char *upload, size_t *upload_size, void **state)
{
	struct desk *desk = context;
	struct visit *visit = *state;
	struct ask ask = ask_of(connection, visit, method);
	bool is_plain = str_equal(ask.method, S("GET")) || str_equal(ask.method, S("HEAD"));
	enum MHD_Result result;
	struct reply reply;

	(void)url, (void)version, (void)upload, (void)upload_size;
	/* The library calls once when the head is there and again when all is; others than GET are
	 * refused at once. */
	if (is_plain && !visit->is_announced) {
		visit->is_announced = true;
		return MHD_YES;
	}
	reply = clerk_answer(&desk->clerk, &ask);
	result = MHD_queue_response(connection, (unsigned)reply.status, reply.response);
	meter_count(&desk->clerk.meter, &reply, micros_since(&visit->begin));
	reply_done(&reply);
	return result;
}

/* ---- the listening socket ---- */

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
	if (is_loopback(address) || options->public_readonly)
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

static struct err
socket_open(const struct server_options *options, struct arena *arena, int *out)
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

static struct str
socket_address(struct arena *arena, int fd)
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

/* ---- threads ---- */

static struct err
desk_start(struct server *server, struct desk *desk)
{
	unsigned share = SERVER_CONNECTIONS / (unsigned)server->count;
	int fd = dup(server->socket);

	if (fd < 0)
		return err_from_errno(errno, "dup");
	desk->daemon = MHD_start_daemon(MHD_USE_EPOLL_INTERNAL_THREAD | MHD_USE_ITC, 0, NULL, NULL,
	    handle, desk, MHD_OPTION_LISTEN_SOCKET, fd, MHD_OPTION_CONNECTION_LIMIT, share,
	    MHD_OPTION_PER_IP_CONNECTION_LIMIT, (unsigned)SERVER_CONNECTIONS_PEER,
	    MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)SERVER_TIMEOUT_S,
	    MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)SERVER_MEMORY, MHD_OPTION_STRICT_FOR_CLIENT,
	    1, MHD_OPTION_URI_LOG_CALLBACK, visit_begin, NULL, MHD_OPTION_NOTIFY_COMPLETED,
	    visit_end, NULL, MHD_OPTION_END);
	if (desk->daemon)
		return (struct err){ 0 };
	close(fd);
	return err_new(ERR_LIBRARY, "the HTTP library did not start");
}

static size_t
thread_count(const struct server_options *options)
{
	enum { USUAL_MAX = 8 };
	long cores = sysconf(_SC_NPROCESSORS_ONLN);

	if (options->threads)
		return options->threads < SERVER_THREADS_MAX ? options->threads
							     : SERVER_THREADS_MAX;
	return cores < 1 ? 1 : cores > USUAL_MAX ? USUAL_MAX : (size_t)cores;
}

static struct err
server_start(struct server *server)
{
	struct err e = { 0 };
	size_t i;

	server->count = thread_count(server->options);
	for (i = 0; i < server->count && !e.code; i++)
		e = clerk_open(
		    server->options, server, SERVER_CACHE / server->count, &server->desks[i].clerk);
	if (!e.code)
		e = socket_open(server->options, &server->arena, &server->socket);
	if (e.code)
		return e;
	server->address = socket_address(&server->arena, server->socket);
	for (i = 0; i < server->count && !e.code; i++)
		e = desk_start(server, &server->desks[i]);
	return e;
}

struct err
server_open(const struct server_options *options, struct server **out)
{
	struct server *server = mem_alloc(sizeof(*server));
	struct err e;

	memset(server, 0, sizeof(*server));
	server->socket = -1;
	server->options = options;
	e = server_start(server);
	if (e.code)
		server_close(server);
	else
		*out = server;
	return e;
}

struct str
server_address(const struct server *server)
{
	return server->address;
}

void
server_meters(const struct server *server, struct meter *sum)
{
	for (size_t i = 0; i < server->count; i++)
		meter_add(sum, &server->desks[i].clerk.meter);
}

void
server_close(struct server *server)
{
	if (!server)
		return;
	for (size_t i = 0; i < server->count; i++)
		if (server->desks[i].daemon)
			MHD_stop_daemon(server->desks[i].daemon);
	for (size_t i = 0; i < server->count; i++)
		clerk_close(&server->desks[i].clerk);
	fd_close(&server->socket);
	arena_done(&server->arena);
	free(server);
}
