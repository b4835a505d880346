/*
 * main.c: the server as a program, for scripts and for the bench.
 *
 * With -f ITEMS instead of a script it gives each address of 127.0.0.0/8 a feed of its own at every
 * path, with ETag and Last-Modified, and 304 to whoever holds them.  The port is written to
 * PORT_FILE as soon as it listens; each request to LOG as a line of JSON; at the end (SIGTERM) the
 * tally of statuses and marks to TALLY.
 */
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/json.h"
#include "httpd.h"

static struct httpd *server;

static void
stop(int number)
{
	(void)number;
	httpd_stop(server);
}

/* 127.0.3.232 is number 1000. */
static unsigned
number_of(struct str to)
{
	unsigned number = 0;
	uint64_t part;

	for (unsigned i = 0; i < 4 && pull_number(&to, 255, &part); i++) {
		number = i ? number << 8 | (unsigned)part : 0;
		(void)pull_char(&to, '.');
	}
	return number;
}

static void
feeds_play(void *context, struct arena *arena, const struct request *request, struct answer *out)
{
	const unsigned *items = context;
	unsigned n = number_of(request->to);
	struct invented feed = { .number = n,
		.items = *items,
		.site = str_join(arena, S("http://"), request->to, STR_END) };

	answer_header(arena, out, "ETag", str_format(arena, "\"feed-%u\"", n));
	answer_date(arena, out, "Last-Modified", 1700000000 + n);
	answer_text(out, "application/rss+xml", feed_invent(arena, &feed), arena);
	out->validate = true;
}

static void
port_tell(const char *path, uint16_t port)
{
	FILE *out = fopen(path, "w");

	if (!out)
		return;
	fprintf(out, "%u\n", port);
	fclose(out);
}

static void
tally_tell(const char *path, const struct httpd_tally *tally)
{
	struct buf text CLEAN(buf_done) = { 0 };
	struct json json = { .out = &text };
	char status[16];
	int fd CLEAN(fd_close) = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);

	json_object(&json, NULL);
	json_int(&json, "requests", (int64_t)tally->requests);
	json_int(&json, "bytes", (int64_t)tally->bytes);
	for (unsigned i = 0; i < LENGTH(tally->status); i++) {
		snprintf(status, sizeof(status), "%u", i);
		if (tally->status[i])
			json_int(&json, status, (int64_t)tally->status[i]);
	}
	for (unsigned i = 0; i < MARK_COUNT; i++)
		json_int(&json, request_marks[i], (int64_t)tally->marks[i]);
	json_object_end(&json);
	buf_push_char(&text, '\n');
	(void)fd_write_all(fd, buf_raw(&text));
}

struct wishes {
	uint16_t port;
	unsigned items;
	const char *log, *port_file, *tally, *script;
};

static bool
wishes_read(int argc, char **argv, struct wishes *out)
{
	int option;

	while ((option = getopt(argc, argv, "p:f:l:r:t:")) != -1) {
		if (option == 'p')
			out->port = (uint16_t)atoi(optarg);
		else if (option == 'f')
			out->items = (unsigned)atoi(optarg);
		else if (option == 'l')
			out->log = optarg;
		else if (option == 'r')
			out->port_file = optarg;
		else if (option == 't')
			out->tally = optarg;
		else
			return false;
	}
	out->script = argv[optind];
	return out->items || out->script;
}

static struct err
serve(const struct wishes *wishes, struct script *script)
{
	unsigned items = wishes->items;
	struct err e = wishes->items ? httpd_open(wishes->port, feeds_play, &items, &server)
				     : httpd_open(wishes->port, script_play, script, &server);
	int log CLEAN(fd_close) = -1;

	if (e.code)
		return e;
	if (wishes->log)
		log = open(wishes->log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
	httpd_log_to(server, log);
	signal(SIGTERM, stop);
	signal(SIGINT, stop);
	signal(SIGPIPE, SIG_IGN);
	if (wishes->port_file)
		port_tell(wishes->port_file, httpd_port(server));
	httpd_run(server);
	struct httpd_tally tally = httpd_tally(server);
	if (wishes->tally)
		tally_tell(wishes->tally, &tally);
	httpd_close(server);
	return e;
}

int
main(int argc, char **argv)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct wishes wishes = { 0 };
	struct script *script = NULL;
	struct err e = { 0 };

	if (!wishes_read(argc, argv, &wishes)) {
		fprintf(stderr, "usage: httpd [-p PORT] [-l LOG] [-r PORT_FILE] [-t TALLY] SCRIPT "
				"| -f ITEMS\n");
		return 2;
	}
	if (wishes.script)
		e = script_read(wishes.script, &arena, &script);
	if (!e.code)
		e = serve(&wishes, script);
	if (e.code)
		fprintf(stderr, "httpd: %s: %s\n", err_row(e.code)->text, e.what ? e.what : "");
	return e.code ? 1 : 0;
}
