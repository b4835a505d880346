#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "store/store.h"
#include "text/date.h"

enum { HOLDER_MAX = 300 };

/*
 * An open file description lock, not a process's: closing another descriptor of the file cannot
 * drop it, and the kernel drops it with its owner, so that a dead writer is no obstacle.
 */
static bool
lock_try(int fd, struct flock *lock)
{
	*lock = (struct flock){ .l_type = F_WRLCK, .l_whence = SEEK_SET };
	return fcntl(fd, F_OFD_SETLK, lock) == 0;
}

/* What this process was called with, as far as one line shows it; the program without its folder.
 */
static void
command_push(struct buf *out)
{
	char line[HOLDER_MAX / 2];
	int fd CLEAN(fd_close) = open("/proc/self/cmdline", O_RDONLY | O_CLOEXEC);
	ssize_t n = fd < 0 ? -1 : read(fd, line, sizeof(line));

	for (ssize_t i = 0; i < n; i++)
		if ((unsigned char)line[i] < 0x20 || line[i] == 0x7f)
			line[i] = ' ';
	struct str all = str_trim((struct str){ line, n > 0 ? (size_t)n : 0 });
	all.n = utf8_valid_length(raw_from_str(all));
	if (!all.n)
		all = S("a program");
	ptrdiff_t first = str_find_char(all, ' ', 0);
	ptrdiff_t slash =
	    str_find_last_char(first < 0 ? all : str_slice(all, 0, (size_t)first), '/');
	buf_push_str(out, str_slice(all, (size_t)(slash + 1), all.n));
}

static struct err
holder_write(int fd)
{
	struct buf line CLEAN(buf_done) = { .max = HOLDER_MAX };

	command_push(&line);
	buf_push_format(&line, ", process %ld, since ", (long)getpid());
	when_push_utc(&line, time(NULL));
	buf_push_char(&line, '\n');
	if (line.err.code)
		return line.err;
	if (ftruncate(fd, 0) != 0 || lseek(fd, 0, SEEK_SET) < 0)
		return err_from_errno(errno, "writing the lock file");
	return fd_write_all(fd, buf_raw(&line));
}

struct err
lock_take(const char *dir, int *out)
{
	char *path = archive_path(dir, "lock");
	int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0644);
	struct err e = fd < 0 ? err_from_errno(errno, "the lock file") : (struct err){ 0 };
	struct flock lock;

	free(path);
	if (e.code)
		return e;
	if (!lock_try(fd, &lock))
		e = err_new(ERR_LOCKED, NULL);
	else
		e = holder_write(fd);
	if (e.code)
		fd_close(&fd);
	else
		*out = fd;
	return e;
}

/* The file's text stays behind when its writer dies; so the lock decides whether anybody holds it.
 */
struct str
archive_lock_holder(struct arena *arena, const char *dir)
{
	char *path = archive_path(dir, "lock");
	int fd CLEAN(fd_close) = open(path, O_RDONLY | O_CLOEXEC);
	struct flock lock = { .l_type = F_WRLCK, .l_whence = SEEK_SET };
	struct buf text CLEAN(buf_done) = { .max = 2 * HOLDER_MAX };

	free(path);
	if (fd < 0 || fcntl(fd, F_OFD_GETLK, &lock) != 0 || lock.l_type == F_UNLCK)
		return S("");
	(void)fd_read_all(fd, HOLDER_MAX, &text);
	text.n = utf8_valid_length(buf_raw(&text));
	struct str line = str_trim(buf_str(&text));
	return line.n ? str_copy(arena, line) : S("another process");
}
