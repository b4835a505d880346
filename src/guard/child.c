#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include "guard/child.h"
#include "guard/worker.h"

/* A pipe whose ends lie above the standard descriptors, so that dup2 in the child cannot tread on
 * them. */
static bool
pipe_open(int ends[2])
{
	int low[2];

	if (pipe2(low, O_CLOEXEC) < 0)
		return false;
	for (int i = 0; i < 2; i++) {
		ends[i] = fcntl(low[i], F_DUPFD_CLOEXEC, 3);
		close(low[i]);
	}
	if (ends[0] < 0 || ends[1] < 0) {
		fd_close(&ends[0]);
		fd_close(&ends[1]);
		return false;
	}
	/* Larger pipes mean fewer switches between the two; the system's limit may forbid it, and
	 * then all goes slower. */
	(void)fcntl(ends[1], F_SETPIPE_SZ, CHILD_PIPE_SIZE);
	return true;
}

/* Descriptors 0, 1 and 2, and none above. */
static bool
plan_files(posix_spawn_file_actions_t *files, int input, int output)
{
	return !posix_spawn_file_actions_adddup2(files, input, 0) &&
	       !posix_spawn_file_actions_adddup2(files, output, 1) &&
	       !posix_spawn_file_actions_addopen(files, 2, "/dev/null", O_WRONLY, 0) &&
	       !posix_spawn_file_actions_addclosefrom_np(files, 3);
}

/* A group of its own: Ctrl-C in a terminal is for its parent, which ends it when what is at hand is
 * done. */
static bool
plan_signals(posix_spawnattr_t *attributes)
{
	sigset_t none, all;

	sigemptyset(&none);
	sigfillset(&all);
	return !posix_spawnattr_setsigmask(attributes, &none) &&
	       !posix_spawnattr_setsigdefault(attributes, &all) &&
	       !posix_spawnattr_setpgroup(attributes, 0) &&
	       !posix_spawnattr_setflags(attributes,
		   POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP);
}

static pid_t
spawn(const char *program, const char *argument, int input, int output)
{
	char *const arguments[] = { (char *)(uintptr_t)program, (char *)(uintptr_t)argument, NULL };
	char locale[] = "LC_ALL=C.UTF-8";
	char *const environment[] = { locale, NULL };
	posix_spawn_file_actions_t files;
	posix_spawnattr_t attributes;
	pid_t pid = 0;

	if (posix_spawn_file_actions_init(&files))
		return 0;
	if (posix_spawnattr_init(&attributes)) {
		posix_spawn_file_actions_destroy(&files);
		return 0;
	}
	if (!plan_files(&files, input, output) || !plan_signals(&attributes) ||
	    posix_spawn(&pid, program, &files, &attributes, arguments, environment))
		pid = 0;
	posix_spawnattr_destroy(&attributes);
	posix_spawn_file_actions_destroy(&files);
	return pid;
}

struct err
child_start(const char *program, const char *argument, int input, struct child *out)
{
	int in[2] = { -1, -1 }, back[2] = { -1, -1 };
	pid_t pid = 0;

	if (pipe_open(back) && (input >= 0 || pipe_open(in)))
		pid = spawn(program, argument, input >= 0 ? input : in[0], back[1]);
	fd_close(&in[0]);
	fd_close(&back[1]);
	if (!pid) {
		fd_close(&in[1]);
		fd_close(&back[0]);
		return err_new(ERR_WORKER_START, "no process");
	}
	if (input < 0) {
		fcntl(in[1], F_SETFL, O_NONBLOCK);
		fcntl(back[0], F_SETFL, O_NONBLOCK);
	}
	*out = (struct child){ pid, in[1], back[0] };
	return (struct err){ 0 };
}

void
child_end(struct child *child)
{
	fd_close(&child->in);
	fd_close(&child->out);
	if (child->pid) {
		kill(child->pid, SIGKILL);
		while (waitpid(child->pid, NULL, 0) < 0 && errno == EINTR)
			;
	}
	child->pid = 0;
}

/* SIGPIPE is the process's business, not a library's: it is held back around the write, and taken
 * away if it came. */
ssize_t
child_write(const struct child *child, struct raw bytes)
{
	static const struct timespec now = { 0, 0 };
	sigset_t broken, before, waiting;
	bool was_waiting;
	ssize_t n;

	sigemptyset(&broken);
	sigaddset(&broken, SIGPIPE);
	sigpending(&waiting);
	was_waiting = sigismember(&waiting, SIGPIPE) == 1;
	pthread_sigmask(SIG_BLOCK, &broken, &before);
	do
		n = write(child->in, bytes.p, bytes.n);
	while (n < 0 && errno == EINTR);
	if (n < 0)
		n = errno == EAGAIN ? 0 : -1;
	if (n < 0 && !was_waiting)
		while (sigtimedwait(&broken, NULL, &now) < 0 && errno == EINTR)
			;
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	return n;
}

ssize_t
child_read(const struct child *child, size_t want, struct buf *out)
{
	char *to = buf_reserve(out, want);
	ssize_t n;

	if (!to)
		return -1;
	do
		n = read(child->out, to, out->capacity - out->n);
	while (n < 0 && errno == EINTR);
	if (n > 0)
		out->n += (size_t)n;
	if (n == 0 || (n < 0 && errno != EAGAIN))
		return -1;
	return n > 0 ? n : 0;
}

/* ---- where our programs are ---- */

static struct str
own_folder(struct arena *arena)
{
	char path[4096];
	ssize_t n = readlink("/proc/self/exe", path, sizeof(path));
	struct str s = { path, n > 0 ? (size_t)n : 0 };
	ptrdiff_t slash = str_find_last_char(s, '/');

	return slash < 0 ? (struct str){ 0 } : str_copy(arena, str_slice(s, 0, (size_t)slash));
}

struct err
program_path(struct arena *arena, const char *name, struct str *out)
{
	/* beside us in build/, one folder up for tests, as installed wherever that was moved to, as
	 * installed */
	static const char *const folders[] = { "", "/..", "/../libexec/xinshi" };
	struct str own = own_folder(arena), path;

	for (size_t i = 0; i < LENGTH(folders) && own.n; i++) {
		path = str_format(arena, "%.*s%s/%s", STR_ARGS(own), folders[i], name);
		if (access(str_terminated(arena, path), X_OK) == 0) {
			*out = path;
			return (struct err){ 0 };
		}
	}
	path = str_format(arena, "%s/%s", LIBEXECDIR, name);
	if (access(str_terminated(arena, path), X_OK) != 0)
		return err_new(ERR_NOT_FOUND, "program in libexec");
	*out = path;
	return (struct err){ 0 };
}

struct err
data_path(struct arena *arena, const char *name, struct str *out)
{
	/* as installed, wherever that was moved to (from bin, from libexec/xinshi); made in build/, build/san/, for tests in them;
	 * of the source beside them */
	static const char *const folders[] = { "/../share/xinshi", "/../../share/xinshi", "", "/..", "/../data/live", "/../../data/live",
		"/../../../data/live" };
	struct str own = own_folder(arena), path;

	for (size_t i = 0; i < LENGTH(folders) && own.n; i++) {
		path = str_format(arena, "%.*s%s/%s", STR_ARGS(own), folders[i], name);
		if (access(str_terminated(arena, path), R_OK | X_OK) == 0) {
			*out = path;
			return (struct err){ 0 };
		}
	}
	path = str_format(arena, "%s/%s", DATADIR, name);
	if (access(str_terminated(arena, path), R_OK | X_OK) != 0)
		return err_new(ERR_NOT_FOUND, "folder of data");
	*out = path;
	return (struct err){ 0 };
}
