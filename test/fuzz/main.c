/*
 * Replays inputs through one parser: each file given, and each file of a folder given.  TAP on
 *standard output.
 *
 * To hunt instead of replaying, leave this file out and let libFuzzer be main:
 *
 *	make CC=clang BUILD=build/hunt SAN=address,undefined,fuzzer-no-link FUZZ_MAIN=
 *LDFLAGS=-fsanitize=fuzzer \ build/hunt/fuzz/fuzz_markup mkdir -p new &&
 *build/hunt/fuzz/fuzz_markup -max_len=65536 -timeout=5 new test/fuzz/corpus/markup
 */
#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"

enum { INPUT_MAX = 64 << 20, DEPTH_MAX = 8 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static unsigned replayed, failed;

static void
tell(bool ok, const char *path)
{
	printf("%sok %u - %s\n", ok ? "" : "not ", ++replayed, path);
	failed += !ok;
}

static void
replay_file(const char *path)
{
	struct buf bytes CLEAN(buf_done) = { .max = INPUT_MAX };
	int fd CLEAN(fd_close) = open(path, O_RDONLY | O_CLOEXEC);
	unsigned char *exact;

	if (fd < 0 || fd_read_all(fd, INPUT_MAX - 1, &bytes).code) {
		tell(false, path);
		return;
	}
	/* In memory of just its size, so that a checker sees the first byte read behind it. */
	exact = mem_alloc(bytes.n);
	memcpy(exact, bytes.p, bytes.n);
	LLVMFuzzerTestOneInput(exact, bytes.n);
	free(exact);
	tell(true, path);
}

static int
visible(const struct dirent *entry)
{
	return entry->d_name[0] != '.';
}

static void
replay(struct arena *arena, const char *path, unsigned depth)
{
	struct dirent **entries = NULL;
	struct stat stat_of;
	int n = 0;

	if (stat(path, &stat_of) == 0 && !S_ISDIR(stat_of.st_mode)) {
		replay_file(path);
		return;
	}
	if (depth < DEPTH_MAX)
		n = scandir(path, &entries, visible, alphasort);
	if (n <= 0)
		tell(false, path);
	for (int i = 0; i < n; i++) {
		struct str name = str_format(arena, "%s/%s", path, entries[i]->d_name);
		replay(arena, str_terminated(arena, name), depth + 1);
		free(entries[i]);
	}
	free(entries);
}

int
main(int argc, char **argv)
{
	struct arena arena CLEAN(arena_done) = { 0 };

	for (int i = 1; i < argc; i++)
		replay(&arena, argv[i], 0);
	printf("1..%u\n", replayed);
	return failed || !replayed;
}
