#include <errno.h>
#include <microhttpd.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "show/clerk.h"
#include "show/limit.h"
#include "show/listen.h"
#include "show/metrics.h"

/*
 * One daemon of the library for each thread, all accepting from the same socket: so each thread's
 * handles are simply the argument of its handler, and nothing is shared but the counters.
 */
struct desk {
	struct clerk clerk;
	struct limit limit;
	struct MHD_Daemon *daemon;
};

struct server {
	struct server_options options; /* the caller's, the zone filled in */
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
	struct buf body; /* of what a hub pushes, or a reader sends */
	char bytes[];	 /* of the target: the library writes over its own copy */
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
	if (visit)
		buf_done(&visit->body);
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

static const struct sockaddr *
peer_of(struct MHD_Connection *connection)
{
	const union MHD_ConnectionInfo *info =
	    MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);

	return info ? info->client_addr : NULL;
}

/* A proxy on this machine has a loopback address too: what it passes on is another's. */
static bool
is_passed_on(struct MHD_Connection *connection)
{
	static const char *const headers[] = { "Forwarded", "X-Forwarded-For", "X-Real-IP", "Via" };

	for (size_t i = 0; i < LENGTH(headers); i++)
		if (MHD_lookup_connection_value(connection, MHD_HEADER_KIND, headers[i]))
			return true;
	return false;
}

static uint64_t
milliseconds(const struct timespec *time)
{
	return (uint64_t)time->tv_sec * 1000 + (uint64_t)time->tv_nsec / 1000000;
}

static struct ask
ask_of(struct MHD_Connection *connection, const struct visit *visit, const char *method)
{
	const struct sockaddr *peer = peer_of(connection);

	return (struct ask){
		.method = str_from_c(method),
		.target = visit->target,
		.host = header_value(connection, "Host"),
		.accept = header_value(connection, "Accept"),
		.accept_language = header_value(connection, "Accept-Language"),
		.accept_encoding = header_value(connection, "Accept-Encoding"),
		.if_none_match = header_value(connection, "If-None-Match"),
		.if_modified_since = header_value(connection, "If-Modified-Since"),
		.a_im = header_value(connection, "A-IM"),
		.content_type = header_value(connection, "Content-Type"),
		.signature = header_value(connection, "X-Hub-Signature"),
		.cookie = header_value(connection, "Cookie"),
		.origin = header_value(connection, "Origin"),
		.fetch_site = header_value(connection, "Sec-Fetch-Site"),
		.body = buf_raw(&visit->body),
		.is_cut = !visit->is_announced,
		.loopback = peer && address_is_loopback(peer) && !is_passed_on(connection),
		.now_ms = milliseconds(&visit->begin),
		.now = time(NULL),
	};
}

/* One answer, within what the peer's network may ask for. */
static struct reply
visit_answer(struct desk *desk, struct MHD_Connection *connection, const struct visit *visit,
    const char *method)
{
	const struct sockaddr *peer = peer_of(connection);
	struct ask ask = ask_of(connection, visit, method);
	struct reply reply;

	ask.limited = !limit_allows(&desk->limit, peer, ask.now_ms);
	reply = clerk_answer(&desk->clerk, &ask);
	limit_spend(&desk->limit, peer, ask.now_ms,
	    reply.from_cache || reply.is_picture || ask.limited ? LIMIT_FINISHED
	    : str_equal(ask.method, S("POST"))			? LIMIT_SENT
								: LIMIT_WRITTEN);
	return reply;
}

/* A body is read only for a door that takes one, from who knows its address, and up to the limit
 * that is told beforehand. */
static bool
may_go_on(
    struct desk *desk, struct MHD_Connection *connection, struct visit *visit, const char *method)
{
	struct str length = header_value(connection, "Content-Length");
	struct ask ask = ask_of(connection, visit, method);
	uint64_t size = 0;

	if (strcmp(method, "GET") == 0 || strcmp(method, "HEAD") == 0)
		return true;
	if (length.n && !pull_number(&length, SERVER_PUSH, &size))
		return false;
	if (!limit_allows(&desk->limit, peer_of(connection), ask.now_ms))
		return false;
	visit->body.max = clerk_takes(&desk->clerk, &ask);
	return visit->body.max && size <= visit->body.max;
}

static enum MHD_Result
handle(void *context, struct MHD_Connection *connection, const char *url, const char *method,
    const char *version, const char *upload, size_t *upload_size, void **state)
{
	struct desk *desk = context;
	struct visit *visit = *state;
	enum MHD_Result result;
	struct reply reply;

	(void)url, (void)version;
	/* The library calls once when the head is there, then for each piece of a body, and again
	 * when all is there; who may not send a body is answered at once. */
	if (!visit->is_announced && may_go_on(desk, connection, visit, method)) {
		visit->is_announced = true;
		return MHD_YES;
	}
	if (visit->is_announced && *upload_size) {
		buf_push(&visit->body, upload, *upload_size);
		*upload_size = 0;
		return visit->body.err.code ? MHD_NO : MHD_YES;
	}
	reply = visit_answer(desk, connection, visit, method);
	result = MHD_queue_response(connection, (unsigned)reply.status, reply.response);
	meter_count(&desk->clerk.meter, &reply, micros_since(&visit->begin));
	reply_done(&reply);
	return result;
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

	server->count = thread_count(&server->options);
	for (i = 0; i < server->count && !e.code; i++)
		e = clerk_open(&server->options, server, SERVER_CACHE / server->count,
		    &server->desks[i].clerk);
	if (!e.code && !server->options.has_zone)
		e = sources_zone(server->desks[0].clerk.archive, &server->options.zone_s);
	if (!e.code)
		e = listen_open(&server->options, &server->arena, &server->socket);
	if (e.code)
		return e;
	server->address = listen_address(&server->arena, server->socket);
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
	server->options = *options;
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
