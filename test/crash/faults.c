/*
 * faults.c: a library to preload (LD_PRELOAD) that makes the disk misbehave at a chosen call.
 *
 * It counts the calls by which a program changes files - pwrite, write, fdatasync, fsync,
 *ftruncate, rename, unlink - and at number FAULT_AT does what FAULT_KIND says: count nothing; at
 *the end FAULT_REPORT (a file) holds the number of calls kill	half of the bytes are written, and
 *the process is gone
 *	power	as kill, and what was written since the file's last fdatasync is lost: each such
 *write with a chance of one half (FAULT_SEED), as a disk may have written any of them
 *	full	ENOSPC, from this call on, to all that writes
 *	io	EIO, this once
 */
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum kind { KIND_NONE, KIND_COUNT, KIND_KILL, KIND_POWER, KIND_FULL, KIND_IO };

/* A write that no sync has made safe yet: what stood there before. */
struct unsafe {
	struct unsafe *before;
	int fd;
	off_t at, size; /* size of the file then */
	size_t n;
	unsigned char old[];
};

static enum kind kind;
static long fault_at, calls;
static uint64_t seed;
static struct unsafe *unsafe;

static ssize_t (*real_pwrite)(int, const void *, size_t, off_t);
static ssize_t (*real_write)(int, const void *, size_t);
static int (*real_fdatasync)(int);
static int (*real_fsync)(int);
static int (*real_ftruncate)(int, off_t);
static int (*real_rename)(const char *, const char *);
static int (*real_unlink)(const char *);

__attribute__((constructor)) static void
begin(void)
{
	static const char *const kinds[] = { "", "count", "kill", "power", "full", "io" };
	const char *name = getenv("FAULT_KIND"), *at = getenv("FAULT_AT"),
		   *from = getenv("FAULT_SEED");

	for (int i = KIND_COUNT; name && i <= KIND_IO; i++)
		if (strcmp(name, kinds[i]) == 0)
			kind = (enum kind)i;
	fault_at = at ? atol(at) : 0;
	seed = from ? strtoull(from, NULL, 10) : 1;
	*(void **)&real_pwrite = dlsym(RTLD_NEXT, "pwrite64");
	*(void **)&real_write = dlsym(RTLD_NEXT, "write");
	*(void **)&real_fdatasync = dlsym(RTLD_NEXT, "fdatasync");
	*(void **)&real_fsync = dlsym(RTLD_NEXT, "fsync");
	*(void **)&real_ftruncate = dlsym(RTLD_NEXT, "ftruncate64");
	*(void **)&real_rename = dlsym(RTLD_NEXT, "rename");
	*(void **)&real_unlink = dlsym(RTLD_NEXT, "unlink");
}

__attribute__((destructor)) static void
end(void)
{
	const char *path = getenv("FAULT_REPORT");
	FILE *report = kind == KIND_COUNT && path ? fopen(path, "w") : NULL;

	if (report) {
		fprintf(report, "%ld\n", calls);
		fclose(report);
	}
}

static bool
is_file(int fd)
{
	struct stat status;

	return fstat(fd, &status) == 0 && S_ISREG(status.st_mode);
}

/* ---- power ---- */

static void
remember(int fd, size_t n, off_t at)
{
	struct stat status;
	struct unsafe *entry = malloc(sizeof(*entry) + n);

	if (!entry || fstat(fd, &status) != 0)
		abort();
	*entry = (struct unsafe){ .before = unsafe, .fd = fd, .at = at, .size = status.st_size };
	ssize_t got = pread(fd, entry->old, n, at);
	entry->n = got > 0 ? (size_t)got : 0;
	unsafe = entry;
}

static void
made_safe(int fd)
{
	for (struct unsafe **p = &unsafe; *p;) {
		struct unsafe *entry = *p;
		if (entry->fd == fd) {
			*p = entry->before;
			free(entry);
		} else {
			p = &entry->before;
		}
	}
}

static bool
chance(void)
{
	seed = seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
	return seed >> 63;
}

/* The newest first, so that what a kept write covers is not brought back over it by one before. */
static void
lose_unsafe(void)
{
	for (struct unsafe *entry = unsafe; entry; entry = entry->before) {
		if (chance())
			continue;
		(void)!real_pwrite(entry->fd, entry->old, entry->n, entry->at);
		if (entry->at + (off_t)entry->n >= entry->size)
			(void)!real_ftruncate(entry->fd, entry->size);
	}
}

/* ---- the moment ---- */

static void
die(void)
{
	if (kind == KIND_POWER)
		lose_unsafe();
	kill(getpid(), SIGKILL);
	for (;;)
		pause();
}

/* Counts a call; whether it is to fail, with errno set.  ${dying} tells that this is where the
 * process ends. */
static bool
strikes(bool writes, bool *dying)
{
	*dying = false;
	if (kind == KIND_NONE || ++calls < fault_at || kind == KIND_COUNT)
		return false;
	if (kind == KIND_FULL && writes) {
		errno = ENOSPC;
		return true;
	}
	if (calls != fault_at)
		return false;
	*dying = kind == KIND_KILL || kind == KIND_POWER;
	errno = EIO;
	return kind == KIND_IO;
}

/* ---- the calls ---- */

#define EXPORT __attribute__((visibility("default")))

EXPORT ssize_t
pwrite64(int fd, const void *bytes, size_t n, off_t at)
{
	bool dying;

	if (strikes(true, &dying))
		return -1;
	if (kind == KIND_POWER)
		remember(fd, n, at);
	if (dying) {
		(void)!real_pwrite(fd, bytes, n / 2, at);
		die();
	}
	return real_pwrite(fd, bytes, n, at);
}

EXPORT ssize_t
pwrite(int fd, const void *bytes, size_t n, off_t at)
{
	return pwrite64(fd, bytes, n, at);
}

EXPORT ssize_t
write(int fd, const void *bytes, size_t n)
{
	bool dying;

	if (!is_file(fd))
		return real_write(fd, bytes, n);
	if (strikes(true, &dying))
		return -1;
	if (dying) {
		(void)!real_write(fd, bytes, n / 2);
		die();
	}
	return real_write(fd, bytes, n);
}

/* A process that dies in the sync does not know whether it was done. */
EXPORT int
fdatasync(int fd)
{
	bool dying;

	if (strikes(false, &dying))
		return -1;
	if (dying)
		die();
	made_safe(fd);
	return real_fdatasync(fd);
}

EXPORT int
fsync(int fd)
{
	bool dying;

	if (strikes(false, &dying))
		return -1;
	if (dying)
		die();
	made_safe(fd);
	return real_fsync(fd);
}

EXPORT int
ftruncate64(int fd, off_t size)
{
	bool dying;

	if (strikes(true, &dying))
		return -1;
	if (dying)
		die();
	return real_ftruncate(fd, size);
}

EXPORT int
ftruncate(int fd, off_t size)
{
	return ftruncate64(fd, size);
}

EXPORT int
rename(const char *from, const char *to)
{
	bool dying;

	if (strikes(true, &dying))
		return -1;
	if (dying)
		die();
	return real_rename(from, to);
}

EXPORT int
unlink(const char *path)
{
	bool dying;

	if (strikes(false, &dying))
		return -1;
	if (dying)
		die();
	return real_unlink(path);
}
