/*
 * httpd.c: the loop: connections are read, judged, answered at the pace they are to have.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "book.h"
#include "wire.h"

enum { CONNECTIONS = 2048, HEAD_MAX = 1 << 16, TICK_MS = 10, BACKLOG = 1024 };

struct connection {
	int fd;
	struct buf in;
	struct arena arena; /* of one request */
	struct str to;
	bool sending;
	size_t page;
	struct answer answer;
	struct raw head;
	uint64_t sent;
	double begun;
};

struct httpd {
	int listener, stop[2], log;
	uint16_t port;
	httpd_play *play;
	void *context;
	_Atomic int64_t time;
	struct connection *connections[CONNECTIONS];
	size_t count;
	/* the rest is under the lock */
	pthread_mutex_t lock;
	struct arena arena;
	struct book book;
	struct request *requests;
	size_t asked, capacity;
	struct httpd_tally tally;
};

static double
monotonic(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* ---- sending ---- */

/* How many bytes may go now, by pace and cut. */
static uint64_t
allowance(const struct connection *c)
{
	uint64_t allowed = UINT64_MAX;

	if (c->answer.rate) {
		uint64_t due = 1 + (uint64_t)((monotonic() - c->begun) * (double)c->answer.rate);
		allowed = due > c->sent ? due - c->sent : 0;
	}
	if (c->answer.cut && c->answer.cut - c->sent < allowed)
		allowed = c->answer.cut - c->sent;
	return allowed;
}

static void
answer_end(struct httpd *httpd, struct connection *c, bool whole)
{
	pthread_mutex_lock(&httpd->lock);
	book_give(
	    &httpd->book, &httpd->book.items[c->page], c->answer.status, c->answer.headers, whole);
	pthread_mutex_unlock(&httpd->lock);
	c->sending = false;
}

/* False: the connection is over. */
static bool
answer_send(struct httpd *httpd, struct connection *c)
{
	for (;;) {
		struct raw piece = answer_piece(&c->answer, c->head, c->sent);
		uint64_t allowed = allowance(c);

		if (c->answer.cut && c->sent >= c->answer.cut) {
			answer_end(httpd, c, false);
			return false;
		}
		if (!piece.n) {
			answer_end(httpd, c, true);
			return !c->answer.close && !c->answer.raw;
		}
		size_t n = piece.n < allowed ? piece.n : (size_t)allowed;
		if (!n)
			return true;
		ssize_t sent = send(c->fd, piece.p, n, MSG_NOSIGNAL | MSG_DONTWAIT);
		if (sent < 0 && (errno == EAGAIN || errno == EINTR))
			return true;
		if (sent < 0) {
			answer_end(httpd, c, false);
			return false;
		}
		c->sent += (uint64_t)sent;
		pthread_mutex_lock(&httpd->lock);
		httpd->tally.bytes += (uint64_t)sent;
		pthread_mutex_unlock(&httpd->lock);
	}
}

/* ---- asked ---- */

static void
request_keep(struct httpd *httpd, const struct request *request)
{
	struct httpd_tally *tally = &httpd->tally;

	arena_push(&httpd->arena, httpd->requests, httpd->asked, httpd->capacity);
	httpd->requests[httpd->asked++] = request_copy(&httpd->arena, request);
	tally->requests++;
	tally->status[request->status >= 0 && request->status < 600 ? request->status : 0]++;
	for (unsigned i = 0; i < MARK_COUNT; i++)
		tally->marks[i] += request->marks >> i & 1;
	if (httpd->log >= 0)
		request_log(httpd->log, request);
}

/* A date that a server compares is compared for equality here, as most servers do. */
static bool
is_fresh(const struct request *request, const struct answer *answer)
{
	struct str tag = header_find(request->headers, S("If-None-Match"));
	struct str date = header_find(request->headers, S("If-Modified-Since"));

	if (!answer->validate || answer->status != 200)
		return false;
	if (tag.p)
		return str_equal(tag, header_find(answer->headers, S("ETag")));
	return date.p && str_equal(date, header_find(answer->headers, S("Last-Modified")));
}

static void
request_answer(struct httpd *httpd, struct connection *c, struct request *request)
{
	pthread_mutex_lock(&httpd->lock);
	struct page *page = book_page(&httpd->book, request->to, request->target);
	c->page = (size_t)(page - httpd->book.items);
	request->marks |= book_judge(page, request);
	c->answer = (struct answer){ .status = 200, .headers = S("") };
	answer_date(&c->arena, &c->answer, "Date", request->time);
	httpd->play(httpd->context, &c->arena, request, &c->answer);
	if (is_fresh(request, &c->answer)) {
		c->answer.status = 304;
		c->answer.body = (struct body){ 0 };
		c->answer.length = LENGTH_TRUE;
	}
	request->status = c->answer.status;
	request_keep(httpd, request);
	pthread_mutex_unlock(&httpd->lock);
	c->head = answer_head(&c->arena, &c->answer);
	c->sent = 0;
	c->begun = monotonic();
	c->sending = c->answer.status != 0;
}

/* ---- reading ---- */

static bool
request_line(struct connection *c, struct str *head, struct request *out)
{
	struct str line, version = { 0 };

	if (!pull_line(head, &line) || !pull_field(&line, ' ', &out->method) ||
	    !pull_field(&line, ' ', &out->target))
		return false;
	version = line;
	if (!str_equal(version, S("HTTP/1.1")))
		out->marks |= MARK_OLD_HTTP;
	out->to = c->to;
	out->headers = *head;
	out->host = header_find(*head, S("Host"));
	return true;
}

/* A whole request at the front of what came in; false: more is wanted. */
static bool
request_take(struct connection *c, struct request *out)
{
	struct str in = buf_str(&c->in);
	ptrdiff_t end = str_find(in, S("\r\n\r\n"), 0);
	uint64_t length = 0;

	if (end < 0)
		return false;
	struct str head = str_slice(in, 0, (size_t)end + 2);
	struct str value = header_find(head, S("Content-Length"));
	if (value.p && !pull_number(&value, HEAD_MAX, &length))
		length = 0;
	size_t whole = (size_t)end + 4 + (size_t)length;
	if (in.n < whole)
		return false;
	head = str_copy(&c->arena, head);
	*out = (struct request){ .content =
				     str_copy(&c->arena, str_slice(in, (size_t)end + 4, whole)) };
	if (!request_line(c, &head, out))
		out->method = out->target = S("?");
	memmove(c->in.p, c->in.p + whole, c->in.n - whole);
	c->in.n -= whole;
	return true;
}

static bool
connection_read(struct connection *c)
{
	char *to = buf_reserve(&c->in, 4096);
	ssize_t got = to ? recv(c->fd, to, 4096, MSG_DONTWAIT) : 0;

	if (got < 0)
		return errno == EAGAIN || errno == EINTR;
	c->in.n += (size_t)got;
	return got > 0;
}

/* ${events} as poll gave them; false: the connection is over. */
static bool
connection_step(struct httpd *httpd, struct connection *c, short events)
{
	struct request request;

	if (events & (POLLIN | POLLHUP | POLLERR) && !connection_read(c)) {
		if (c->sending)
			answer_end(httpd, c, false);
		return false;
	}
	while (!c->sending) {
		arena_reset(&c->arena);
		if (!request_take(c, &request))
			return true;
		request.time = httpd->time ? httpd->time : (int64_t)time(NULL);
		request.arrived = monotonic();
		request_answer(httpd, c, &request);
		if (!c->sending || !answer_send(httpd, c))
			return c->answer.status == 0;
	}
	return answer_send(httpd, c);
}

/* ---- the loop ---- */

static void
connection_close(struct connection *c)
{
	close(c->fd);
	buf_done(&c->in);
	arena_done(&c->arena);
	free((char *)(uintptr_t)c->to.p);
	free(c);
}

/* This machine itself: by a loopback address, or by another of its own. */
static bool
is_from_here(int fd, struct in_addr *local)
{
	struct sockaddr_in to = { 0 }, from = { 0 };
	socklen_t size = sizeof(to), from_size = sizeof(from);

	if (getsockname(fd, (struct sockaddr *)&to, &size) != 0 ||
	    getpeername(fd, (struct sockaddr *)&from, &from_size) != 0)
		return false;
	*local = to.sin_addr;
	return ntohl(to.sin_addr.s_addr) >> 24 == 127 || to.sin_addr.s_addr == from.sin_addr.s_addr;
}

static void
connection_open(struct httpd *httpd)
{
	int fd = accept4(httpd->listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
	struct in_addr local;
	char text[INET_ADDRSTRLEN], *to;

	if (fd < 0)
		return;
	if (!is_from_here(fd, &local) || httpd->count == CONNECTIONS ||
	    !inet_ntop(AF_INET, &local, text, sizeof(text)) ||
	    asprintf(&to, "%s:%u", text, httpd->port) < 0) {
		close(fd);
		return;
	}
	setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &(int){ 1 }, sizeof(int));
	struct connection *c = mem_alloc(sizeof(*c));
	*c = (struct connection){ .fd = fd, .to = str_from_c(to), .in.max = 2 * HEAD_MAX };
	httpd->connections[httpd->count++] = c;
}

static short
wanted(const struct connection *c)
{
	return !c->sending ? POLLIN : c->answer.rate && !allowance(c) ? 0 : POLLOUT;
}

static int
patience(const struct httpd *httpd)
{
	for (size_t i = 0; i < httpd->count; i++)
		if (httpd->connections[i]->sending && httpd->connections[i]->answer.rate)
			return TICK_MS;
	return -1;
}

static void
connections_step(struct httpd *httpd, const struct pollfd *polled)
{
	/* From the last to the first, so that the last may take the place of one that is over. */
	for (size_t i = httpd->count; i-- > 0;) {
		struct connection *c = httpd->connections[i];
		if (!polled[i].revents && !(c->sending && c->answer.rate))
			continue;
		if (connection_step(httpd, c, polled[i].revents))
			continue;
		connection_close(c);
		httpd->connections[i] = httpd->connections[--httpd->count];
	}
}

void
httpd_run(struct httpd *httpd)
{
	struct pollfd *polled = mem_alloc((CONNECTIONS + 2) * sizeof(*polled));

	for (;;) {
		size_t n = httpd->count;
		for (size_t i = 0; i < n; i++)
			polled[i] = (struct pollfd){ httpd->connections[i]->fd,
				wanted(httpd->connections[i]), 0 };
		polled[n] = (struct pollfd){ httpd->listener, POLLIN, 0 };
		polled[n + 1] = (struct pollfd){ httpd->stop[0], POLLIN, 0 };
		if (poll(polled, n + 2, patience(httpd)) < 0 && errno != EINTR)
			break;
		if (polled[n + 1].revents)
			break;
		connections_step(httpd, polled);
		if (polled[n].revents)
			connection_open(httpd);
	}
	free(polled);
}

void
httpd_stop(struct httpd *httpd)
{
	(void)!write(httpd->stop[1], "", 1);
}

/* ---- its life ---- */

static struct err
listener_open(struct httpd *httpd, uint16_t port)
{
	struct sockaddr_in address = { .sin_family = AF_INET, .sin_port = htons(port) };
	socklen_t size = sizeof(address);
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);

	httpd->listener = fd;
	if (fd < 0 || setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &(int){ 1 }, sizeof(int)) != 0 ||
	    bind(fd, (struct sockaddr *)&address, size) != 0 || listen(fd, BACKLOG) != 0 ||
	    getsockname(fd, (struct sockaddr *)&address, &size) != 0)
		return err_from_errno(errno, "listening");
	httpd->port = ntohs(address.sin_port);
	return (struct err){ 0 };
}

struct err
httpd_open(uint16_t port, httpd_play *play, void *context, struct httpd **out)
{
	struct httpd *httpd = calloc(1, sizeof(*httpd));

	if (!httpd)
		abort();
	httpd->play = play;
	httpd->context = context;
	httpd->log = httpd->listener = httpd->stop[0] = httpd->stop[1] = -1;
	httpd->book = (struct book){ .arena = &httpd->arena, .pages.arena = &httpd->arena };
	pthread_mutex_init(&httpd->lock, NULL);
	struct err e = listener_open(httpd, port);
	if (!e.code && pipe2(httpd->stop, O_CLOEXEC) != 0)
		e = err_from_errno(errno, "a pipe");
	if (e.code)
		httpd_close(httpd);
	else
		*out = httpd;
	return e;
}

void
httpd_close(struct httpd *httpd)
{
	if (!httpd)
		return;
	while (httpd->count)
		connection_close(httpd->connections[--httpd->count]);
	fd_close(&httpd->listener);
	fd_close(&httpd->stop[0]);
	fd_close(&httpd->stop[1]);
	arena_done(&httpd->arena);
	pthread_mutex_destroy(&httpd->lock);
	free(httpd);
}

uint16_t
httpd_port(const struct httpd *httpd)
{
	return httpd->port;
}

void
httpd_set_time(struct httpd *httpd, int64_t seconds)
{
	httpd->time = seconds;
}

void
httpd_log_to(struct httpd *httpd, int fd)
{
	httpd->log = fd;
}

size_t
httpd_count(struct httpd *httpd)
{
	pthread_mutex_lock(&httpd->lock);
	size_t count = httpd->asked;
	pthread_mutex_unlock(&httpd->lock);
	return count;
}

struct request
httpd_request(struct httpd *httpd, size_t i)
{
	pthread_mutex_lock(&httpd->lock);
	struct request request = httpd->requests[i];
	pthread_mutex_unlock(&httpd->lock);
	return request;
}

struct httpd_tally
httpd_tally(struct httpd *httpd)
{
	pthread_mutex_lock(&httpd->lock);
	struct httpd_tally tally = httpd->tally;
	pthread_mutex_unlock(&httpd->lock);
	return tally;
}
