#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cmd/follower.h"
#include "cmd/progress.h"

enum {
	PATIENCE_FIRST_MS = 1000,
	PATIENCE_MAX_MS = 300000,
	WELL_MS = 600000, /* who lived so long is started again at once */
	END_MS = 10000,
	PIPE_SIZE = 1 << 20,
	PUSH_MS = 2000, /* so long a full pipe is waited for */
};

/* ---- its command line ---- */

static char *
own_path(struct arena *arena)
{
	char path[4096];
	ssize_t n = readlink("/proc/self/exe", path, sizeof(path));

	return n > 0 && (size_t)n < sizeof(path)
		   ? str_terminated(arena, (struct str){ path, (size_t)n })
		   : NULL;
}

/* Its own section of xinshi.conf it reads by itself; what was typed for the network it is told. */
static void
plan_words(struct follower *follower, const char *callback, struct str own)
{
	struct context *context = follower->context;
	struct arena *arena = &context->arena;
	const struct options *options = &context->options;
	const char *fixed[] = { own_path(arena), "--archive", context->dir, "follow",
		"--push-input", context->quiet ? "--quiet" : "--no-color",
		context->verbose ? "--verbose" : "--no-color" };
	size_t count = 0;

	follower->words = arena_array(arena, char *, LENGTH(fixed) + OPTIONS_MAX + 3);
	for (size_t i = 0; i < LENGTH(fixed); i++)
		follower->words[count++] = str_terminated(arena, str_from_c(fixed[i]));
	for (size_t i = 0; i < options->count; i++)
		if (option_is_under(options->given[i].row, "net") ||
		    option_is_under(options->given[i].row, "pictures"))
			follower->words[count++] = str_terminated(
			    arena, str_format(arena, "--%s=%s", options->given[i].row->name,
				       options->given[i].text));
	if (own.n) /* behind what was typed, which it repeats: the last one counts */
		follower->words[count++] = str_terminated(
		    arena, str_format(arena, "--deny=%s %.*s",
			       option_text(options, "deny") ? option_text(options, "deny") : "",
			       STR_ARGS(own)));
	if (callback)
		follower->words[count++] =
		    str_terminated(arena, str_format(arena, "--callback=%s", callback));
}

/* ---- the process ---- */

/* What it says is told where we tell: data of ours is the address alone. */
static void
become(const struct follower *follower, int input)
{
	sigset_t none;

	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	signal(SIGPIPE, SIG_DFL);
	if (dup2(input, STDIN_FILENO) < 0 || dup2(STDERR_FILENO, STDOUT_FILENO) < 0)
		_exit(127);
	execv(follower->words[0], follower->words);
	_exit(127);
}

static struct err
begin(struct follower *follower)
{
	int ends[2] = { -1, -1 };
	pid_t pid = follower->words[0] && pipe2(ends, O_CLOEXEC) == 0 ? fork() : -1;

	if (pid == 0)
		become(follower, ends[0]);
	fd_close(&ends[0]);
	if (pid < 0) {
		fd_close(&ends[1]);
		return err_new(ERR_WORKER_START, "no process");
	}
	(void)fcntl(ends[1], F_SETFL, O_NONBLOCK);
	(void)fcntl(ends[1], F_SETPIPE_SZ, PIPE_SIZE); /* where it may not be, pushes wait longer */
	pthread_mutex_lock(&follower->lock);
	follower->input = ends[1];
	pthread_mutex_unlock(&follower->lock);
	follower->pid = pid;
	follower->started_ms = clock_ms();
	follower->again_ms = 0;
	return (struct err){ 0 };
}

static void
close_input(struct follower *follower)
{
	pthread_mutex_lock(&follower->lock);
	fd_close(&follower->input);
	follower->input = -1;
	pthread_mutex_unlock(&follower->lock);
}

struct err
follower_open(
    struct follower *follower, struct context *context, const char *callback, struct str own)
{
	struct err e;

	follower->context = context;
	follower->patience_ms = PATIENCE_FIRST_MS;
	plan_words(follower, callback, own);
	e = begin(follower);
	return e.code ? fault(context, e, NULL, "xinshi follow") : e;
}

static void
died(struct follower *follower, int status)
{
	int64_t now = clock_ms();
	struct buf span CLEAN(buf_done) = { 0 };

	close_input(follower);
	follower->pid = 0;
	if (now - follower->started_ms > WELL_MS)
		follower->patience_ms = PATIENCE_FIRST_MS;
	follower->again_ms = now + follower->patience_ms;
	term_span(&span, follower->patience_ms / 1000);
	advise(follower->context, "xinshi follow ended (%s %d); it is started again in %.*s.",
	    WIFSIGNALED(status) ? "signal" : "status",
	    WIFSIGNALED(status) ? WTERMSIG(status) : WEXITSTATUS(status), (int)span.n, span.p);
	follower->patience_ms = follower->patience_ms * 2 < PATIENCE_MAX_MS
				    ? follower->patience_ms * 2
				    : PATIENCE_MAX_MS;
}

void
follower_watch(struct follower *follower)
{
	int status;

	if (!follower->words)
		return;
	if (follower->pid && waitpid(follower->pid, &status, WNOHANG) == follower->pid)
		died(follower, status);
	if (!follower->pid && clock_ms() >= follower->again_ms && begin(follower).code)
		follower->again_ms = clock_ms() + follower->patience_ms;
}

/* ---- pushes ---- */

/* All of it or nothing of it: what is half written makes nonsense of all that follows. */
static struct err
write_whole(int fd, struct raw bytes)
{
	int64_t until = clock_ms() + PUSH_MS;
	bool begun = false;

	while (bytes.n) {
		struct pollfd pipe_end = { .fd = fd, .events = POLLOUT };
		ssize_t n = write(fd, bytes.p, bytes.n);

		if (n > 0) {
			begun = true;
			bytes = (struct raw){ bytes.p + n, bytes.n - (size_t)n };
			continue;
		}
		if (n < 0 && errno != EAGAIN && errno != EINTR)
			return err_new(ERR_BUSY, "the follower went away");
		if (clock_ms() > until)
			return err_new(begun ? ERR_IO : ERR_BUSY, "the follower is busy");
		poll(&pipe_end, 1, 100);
	}
	return (struct err){ 0 };
}

struct err
follower_push(struct follower *follower, const struct push *push)
{
	struct buf bytes CLEAN(buf_done) = { 0 };
	struct err e = err_new(ERR_BUSY, "the follower is not there");

	push_write(&bytes, push);
	if (bytes.err.code)
		return bytes.err;
	pthread_mutex_lock(&follower->lock);
	if (follower->input >= 0)
		e = write_whole(follower->input, buf_raw(&bytes));
	/* it reads to the end of what is there, finds half a push, and is started anew */
	if (e.code == ERR_IO)
		fd_close(&follower->input);
	pthread_mutex_unlock(&follower->lock);
	return e;
}

void
follower_close(struct follower *follower)
{
	if (!follower->words)
		return;
	close_input(follower);
	if (follower->pid)
		kill(follower->pid, SIGTERM);
	for (int waited = 0; follower->pid && waited < END_MS; waited += 50) {
		if (waitpid(follower->pid, NULL, WNOHANG) != 0)
			follower->pid = 0;
		else
			poll(NULL, 0, 50);
	}
	if (follower->pid) {
		kill(follower->pid, SIGKILL);
		(void)waitpid(follower->pid, NULL, 0);
	}
	follower->words = NULL;
}
