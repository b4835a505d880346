/*
 * xinshi-fetch: the gate: asks other machines for feeds and pages, locked in with sockets and
 * without files.  Started by xinshi, with pipes for questions and answers (guard/frame.h):
 * FRAME_SETTINGS first, then FRAME_FETCH, any number.
 */
#include <errno.h>
#include <fcntl.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

#include "guard/confine.h"
#include "main/fetch_loop.h"
#include "record/wire.h"

/* Where distributions keep the certificates that are trusted. */
static const char *const bundles[] = {
	"/etc/ssl/certs/ca-certificates.crt",
	"/etc/pki/tls/certs/ca-bundle.crt",
	"/etc/ssl/ca-bundle.pem",
	"/etc/ssl/cert.pem",
};

enum { BUNDLE_MAX = 16 << 20 };

/* Read before the lock.  Where there is none, https will fail by ERR_TLS, and http goes on. */
static void
read_bundle(struct buf *out)
{
	for (size_t i = 0; i < LENGTH(bundles); i++) {
		int fd CLEAN(fd_close) = open(bundles[i], O_RDONLY | O_CLOEXEC);

		if (fd >= 0 && !fd_read_all(fd, BUNDLE_MAX, out).code && out->n)
			return;
		buf_reset(out);
	}
}

static struct err
read_settings(struct buf *scratch, struct gate_settings *out)
{
	struct frame frame;
	struct err err = frame_read(STDIN_FILENO, scratch, &frame);

	if (err.code)
		return err;
	if (frame.kind != FRAME_SETTINGS)
		return err_new(ERR_WIRE, "settings come first");
	return wire_get_gate_settings(frame.bytes, out);
}

static struct err
lock_in(const struct gate_settings *settings, struct buf *report)
{
	struct port_range ports[FETCH_PORTS_MAX];
	size_t count;
	struct err err = fetch_ports(settings, ports, &count);

	return err.code ? err : confine_fetch(ports, count, report);
}

/* Up to the point where questions may come. */
static struct err
make_ready(struct buf *authorities, int64_t *beat_ms, struct fetcher **out)
{
	struct buf scratch CLEAN(buf_done) = { 0 }, report CLEAN(buf_done) = { 0 };
	struct gate_settings settings;
	struct err err = read_settings(&scratch, &settings);

	if (err.code)
		return err;
	*beat_ms = settings.beat_ms;
	read_bundle(authorities);
	buf_push_char(authorities, '\n');
	buf_push_str(authorities, settings.authorities);
	err = fetcher_warm_up();
	if (!err.code)
		err = lock_in(&settings, &report);
	if (!err.code)
		err = fetcher_open(&settings, buf_str(authorities), out);
	return err.code ? err : frame_write(STDOUT_FILENO, FRAME_READY, 0, buf_raw(&report));
}

/* Instead of FRAME_READY: why not. */
static void
tell_fault(struct err why)
{
	struct buf bytes CLEAN(buf_done) = { 0 };

	wire_put_err(&bytes, why);
	(void)frame_write(STDOUT_FILENO, FRAME_ERR, 0, buf_raw(&bytes));
}

static struct err
run(void)
{
	struct buf authorities CLEAN(buf_done) = { 0 };
	struct fetcher *fetcher = NULL;
	int64_t beat_ms;
	struct err err = make_ready(&authorities, &beat_ms, &fetcher);

	if (err.code)
		tell_fault(err);
	else
		err = fetch_loop(fetcher, beat_ms, STDIN_FILENO, STDOUT_FILENO);
	return err;
}

int
main(int argc, char **argv)
{
	struct err err;
	(void)argv;

	if (argc != 1 || isatty(STDIN_FILENO)) {
		fputs("xinshi-fetch is started by xinshi, not by people\n", stderr);
		return 2;
	}
	setlocale(LC_ALL, "C.UTF-8");
	signal(SIGPIPE, SIG_IGN);
	err = run();
	/* without the ceremonies of exit: threads may still be resolving names */
	_exit(err.code ? err_row(err.code)->exit_status : 0);
}
