/*
 * serve_test.h: a reading room over an archive of invented articles, asked over a socket.  A test
 * defines articles_keep, which fills the archive.
 */
#ifndef XINSHI_TEST_SERVE_TEST_H
#define XINSHI_TEST_SERVE_TEST_H

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include "store_test.h"

#include "search/search.h"
#include "show/request.h"
#include "show/serve.h"

struct room {
	struct fixture *fixture;
	struct server_options options;
	struct server *server;
	struct buf answer;
	char port[8];
};

#ifndef ROOM_THREADS
#define ROOM_THREADS 2
#endif
#ifndef ROOM_PUSHED
#define ROOM_PUSHED NULL
#endif

#ifndef ROOM_MARKS
#define ROOM_MARKS false
#endif

#ifndef ROOM_EXTRACT
#define ROOM_EXTRACT NULL
#endif

static struct room room;

static void articles_keep(struct fixture *f);

static inline void
fault(void *context, struct str path, struct err err, const char *detail)
{
	(void)context;
	print_message("%.*s: %s, %s, %s\n", STR_ARGS(path), err_row(err.code)->name,
	    err.what ? err.what : "", detail);
}

static inline int
open_room(void **state)
{
	struct search *search;
	size_t done, left;

	if (fixture_make(state) != 0)
		return -1;
	room.fixture = *state;
	articles_keep(room.fixture);
	must(search_open(room.fixture->archive, &search));
	must(search_update(search, 0, NULL, NULL, &done, &left));
	search_close(search);
	room.options = (struct server_options){ .dir = room.fixture->dir,
		.listen = S("127.0.0.1:0"),
		.threads = ROOM_THREADS,
		.fault = fault,
		.pushed = ROOM_PUSHED,
		.marks = ROOM_MARKS,
		.extract = ROOM_EXTRACT };
	must(server_open(&room.options, &room.server));
	snprintf(room.port, sizeof(room.port), "%.*s",
	    STR_ARGS(str_from(server_address(room.server), 10)));
	return 0;
}

static inline int
close_room(void **state)
{
	server_close(room.server);
	buf_done(&room.answer);
	*state = room.fixture;
	return fixture_remove(state);
}

/* Sends bytes, gives all that comes back until the other side closes. */
static inline struct str
exchange(struct str request)
{
	struct sockaddr_in to = { .sin_family = AF_INET,
		.sin_port = htons((uint16_t)atoi(room.port)),
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	int fd = socket(AF_INET, SOCK_STREAM, 0);

	assert_int_equal(connect(fd, (struct sockaddr *)&to, sizeof(to)), 0);
	must(fd_write_all(fd, raw_from_str(request)));
	buf_reset(&room.answer);
	fd_read_all(fd, 16 << 20, &room.answer);
	close(fd);
	return buf_str(&room.answer);
}

/* One request with the usual headers, and ${more} of them. */
static inline struct str
ask(const char *method, const char *target, const char *more)
{
	return exchange(str_format(&room.fixture->arena,
	    "%s %s HTTP/1.1\r\nHost: 127.0.0.1:%s\r\nConnection: close\r\n%s\r\n", method, target,
	    room.port, more));
}

static inline int
status_of(struct str answer)
{
	unsigned status = 0;

	return pull_str(&answer, S("HTTP/1.1 ")) && pull_digits(&answer, 3, &status) ? (int)status
										     : 0;
}

static inline bool
has(struct str answer, const char *text)
{
	return str_find(answer, str_from_c(text), 0) >= 0;
}

static inline struct str
body_of(struct str answer)
{
	struct str head;

	return pull_until(&answer, S("\r\n\r\n"), &head) ? answer : S("");
}

#endif
