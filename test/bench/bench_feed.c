/*
 * bench_feed FILE: how fast a feed is read, and read and made safe: MB/s of the best of five, by
 * the processor's time, since others share the machine.
 */
#include <fcntl.h>
#include <stdio.h>
#include <time.h>

#include "read/feed.h"
#include "refine/feed_clean.h"

enum { ROUNDS = 5, SIZE_MAX_BYTES = 64 << 20 };

static double
seconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static double
best_of(struct raw bytes, bool clean)
{
	double best = 1e9;

	for (int i = 0; i < ROUNDS; i++) {
		struct arena arena CLEAN(arena_done) = { 0 };
		struct feed_question question = { .bytes = bytes, .base = S("https://a.example/") };
		struct feed feed;
		double start = seconds(), took;

		if (feed_parse(&arena, &question, &feed).code)
			return 0;
		if (clean)
			feed_clean(&arena, &feed);
		took = seconds() - start;
		best = took < best ? took : best;
	}
	return (double)bytes.n / best / 1e6;
}

int
main(int argc, char **argv)
{
	struct buf bytes CLEAN(buf_done) = { .max = SIZE_MAX_BYTES };
	int fd = argc == 2 ? open(argv[1], O_RDONLY) : -1;

	if (fd < 0 || fd_read_all(fd, SIZE_MAX_BYTES, &bytes).code)
		return 2;
	printf("parse %.0f MB/s, with sanitising %.0f MB/s\n", best_of(buf_raw(&bytes), false),
	    best_of(buf_raw(&bytes), true));
	return 0;
}
