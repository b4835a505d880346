/*
 * xinshi-parse: reads what strangers wrote, locked in.  Started by xinshi, with pipes for input
 * and output:
 *
 *	xinshi-parse parse	questions in, records out
 *	xinshi-parse unpack	a container in, its files out
 *	xinshi-parse feed	a feed in, its items out
 *	xinshi-parse figures	as parse, and texts in, their figures out
 */
#include <locale.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "guard/confine.h"
#include "main/feed_loop.h"
#include "main/worker_loop.h"
#include "read/unpack.h"

static struct err
lock_in(enum role role)
{
	struct buf report CLEAN(buf_done) = { 0 };
	struct err err = confine(role, &report);

	return err.code ? err : frame_write(STDOUT_FILENO, FRAME_READY, 0, buf_raw(&report));
}

static struct err
run_desk(struct err (*open)(struct desk **out))
{
	struct desk *desk;
	struct err err = open(&desk);

	if (err.code)
		return err;
	err = lock_in(ROLE_PARSE);
	if (!err.code)
		err = desk_loop(desk, STDIN_FILENO, STDOUT_FILENO);
	desk_close(desk);
	return err;
}

static struct err
run_parse(void)
{
	return run_desk(desk_open);
}

/* Who asks is at other work meanwhile, its index, and goes first where there are not processors enough. */
static void
step_behind(void)
{
	enum { LATER = 5 };

	(void)setpriority(PRIO_PROCESS, 0, getpriority(PRIO_PROCESS, 0) + LATER);
}

/* The tables are read before the lock; the ordinary desk does not wait for them. */
static struct err
run_figures(void)
{
	step_behind();
	return run_desk(desk_open_figures);
}

static struct err
run_unpack(void)
{
	struct err err;

	unpack_warm_up();
	err = lock_in(ROLE_UNPACK);
	return err.code ? err : unpack_loop(STDIN_FILENO, STDOUT_FILENO);
}

static struct err
run_feed(void)
{
	struct err err;

	feed_warm_up();
	err = lock_in(ROLE_PARSE);
	return err.code ? err : feed_loop(STDIN_FILENO, STDOUT_FILENO);
}

static const struct {
	const char *name;
	struct err (*run)(void);
} runs[] = {
	{ "parse", run_parse },
	{ "unpack", run_unpack },
	{ "feed", run_feed },
	{ "figures", run_figures },
};

int
main(int argc, char **argv)
{
	struct err err;

	setlocale(LC_ALL, "C.UTF-8");
	for (size_t i = 0; argc == 2 && i < LENGTH(runs); i++) {
		if (strcmp(argv[1], runs[i].name) != 0)
			continue;
		err = runs[i].run();
		/* without the ceremonies of exit: the lock does not allow what a leak checker does
		 * there */
		_exit(err.code ? err_row(err.code)->exit_status : 0);
	}
	fputs("xinshi-parse is started by xinshi, not by people: xinshi-parse parse|unpack|feed|figures\n",
	    stderr);
	return 2;
}
