/*
 * bench_pictures [-w WORKERS] [-s] [-d COUNT] [-v] PATH...: pictures, and folders of them, through
 * the darkroom to two sizes (WebP, at most 480 and 960 wide).
 *
 *	-w	so many workers, kept busy; else one, and one picture at a time
 *	-s	what a name begins with must come of it: "refused", "printed", "any"
 *	-d	in the place of each picture so many damaged ones of it, the same at every run
 *	-v	a line for each
 *
 * Ends with 1 where a picture did not come to what it must, hung, or where a worker had more than
 * 512 MB.
 */
#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#include "bench.h"
#include "follow/darkroom.h"

#if defined(__SANITIZE_ADDRESS__)
enum { MEMORY_KB = 2048 << 10 }; /* the checker's own is in it */
#else
enum { MEMORY_KB = 512 << 10 };
#endif
enum { SLOWEST_MS = 60000 };

struct tally {
	unsigned asked, printed, refused, died, unexpected;
	double slowest_ms;
};

struct run {
	struct darkroom *darkroom;
	struct tally tally;
	struct arena names;
	unsigned workers, damaged;
	bool is_strict, is_verbose;
	double begun; /* of the picture at hand, where there is one at a time */
};

static double
now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

/* ---- answers ---- */

static bool
is_expected(const struct run *run, const char *path, enum err_code code)
{
	const char *slash = strrchr(path, '/');
	struct str name = str_from_c(slash ? slash + 1 : path);

	if (!run->is_strict || str_starts(name, S("any ")))
		return true;
	if (str_starts(name, S("printed ")))
		return code == ERR_NONE;
	/* by its own reasons, not by the worker's death */
	return code != ERR_NONE && code != ERR_WORKER_DIED && code != ERR_WORKER_SLOW;
}

static void
count(struct run *run, const char *path, const struct picture *picture, struct err err)
{
	double took = run->workers ? 0 : now_ms() - run->begun;
	bool is_dead = err.code == ERR_WORKER_DIED || err.code == ERR_WORKER_SLOW;
	bool ok = is_expected(run, path, err.code);

	run->tally.printed += !err.code;
	run->tally.refused += err.code && !is_dead;
	run->tally.died += is_dead;
	run->tally.unexpected += !ok;
	run->tally.slowest_ms = took > run->tally.slowest_ms ? took : run->tally.slowest_ms;
	if (run->is_verbose || !ok)
		printf("%s%7.0f ms  %-20s %s%s%s\n", ok ? "" : "UNEXPECTED ", took,
		    err.code ? err_row(err.code)->name : picture_format_name(picture->format), path,
		    err.what ? ": " : "", err.what ? err.what : "");
}

static bool
take(struct run *run, bool wait)
{
	struct darkroom_answer answer;

	if (!darkroom_next(run->darkroom, wait, &answer))
		return false;
	count(run, answer.item, &answer.picture, answer.err);
	return true;
}

/* ---- pictures ---- */

static void
ask(struct run *run, struct raw bytes, const char *path)
{
	const struct picture_question question = { .bytes = bytes,
		.sizes = { { 480, 0, PICTURE_WEBP, 75 }, { 960, 0, PICTURE_WEBP, 75 } },
		.count = 2 };
	struct err err;

	while (!darkroom_has_room(run->darkroom))
		take(run, true);
	run->tally.asked++;
	run->begun = now_ms();
	err = darkroom_ask(run->darkroom, &question, (void *)(uintptr_t)path);
	if (err.code)
		count(run, path, NULL, err);
	while (take(run, !run->workers && !err.code))
		continue;
}

static uint64_t
next_random(uint64_t *state)
{
	*state ^= *state << 13;
	*state ^= *state >> 7;
	return *state ^= *state << 17;
}

/* One to eight bits turned over; the end cut off; some bytes made zero; some put elsewhere. */
static void
damage(struct buf *bytes, uint64_t *state)
{
	size_t n = bytes->n, at = next_random(state) % n, to = next_random(state) % n;
	size_t some = 1 + next_random(state) % 64;

	if (some > n - at)
		some = n - at;
	switch (next_random(state) % 4) {
	case 0:
		for (uint64_t i = next_random(state) % 8 + 1; i > 0; i--)
			bytes->p[next_random(state) % n] ^= (char)(1 << next_random(state) % 8);
		break;
	case 1:
		bytes->n = at + 1;
		break;
	case 2:
		memset(bytes->p + at, 0, some);
		break;
	default:
		memmove(bytes->p + (to < n - some ? to : 0), bytes->p + at, some);
	}
}

static void
ask_damaged(struct run *run, const struct buf *bytes, const char *path)
{
	uint64_t state = str_hash(buf_str(bytes)) | 1;

	for (unsigned i = 0; i < run->damaged && bytes->n > 1; i++) {
		struct buf bad CLEAN(buf_done) = { 0 };

		buf_push_str(&bad, buf_str(bytes));
		damage(&bad, &state);
		ask(run, buf_raw(&bad), path);
	}
}

static void
ask_file(struct run *run, const char *path)
{
	struct buf bytes CLEAN(buf_done) = { 0 };
	int fd CLEAN(fd_close) = open(path, O_RDONLY | O_CLOEXEC);

	if (fd < 0)
		must(err_new(ERR_NOT_FOUND, path));
	must(fd_read_all(fd, 4 * (size_t)PICTURE_BYTES_MAX, &bytes));
	if (run->damaged)
		ask_damaged(run, &bytes, path);
	else
		ask(run, buf_raw(&bytes), path);
}

static int
is_visible(const struct dirent *entry)
{
	return entry->d_name[0] != '.';
}

static void
ask_path(struct run *run, const char *path)
{
	struct dirent **entries;
	int n = scandir(path, &entries, is_visible, alphasort);

	if (n < 0)
		ask_file(run, path);
	for (int i = 0; i < n; i++) {
		ask_file(run, str_terminated(&run->names,
				  str_format(&run->names, "%s/%s", path, entries[i]->d_name)));
		free(entries[i]);
	}
	if (n >= 0)
		free(entries);
}

/* ---- the whole ---- */

static int
report(const struct run *run, double seconds)
{
	const struct tally *t = &run->tally;
	struct rusage usage;

	getrusage(RUSAGE_CHILDREN, &usage);
	printf("%u pictures: %u printed, %u refused, %u by a worker's death; %.1f s, %.1f/s",
	    t->asked, t->printed, t->refused, t->died, seconds, t->asked / seconds);
	if (!run->workers)
		printf(", slowest %.0f ms", t->slowest_ms);
	printf(", most memory of a worker %ld MB\n", usage.ru_maxrss >> 10);
	return t->unexpected || t->slowest_ms > SLOWEST_MS || usage.ru_maxrss > MEMORY_KB;
}

static bool
read_options(int argc, char **argv, struct run *run)
{
	for (int option; (option = getopt(argc, argv, "w:sd:v")) >= 0;)
		switch (option) {
		case 'w':
			run->workers = (unsigned)atoi(optarg);
			break;
		case 'd':
			run->damaged = (unsigned)atoi(optarg);
			break;
		case 's':
			run->is_strict = true;
			break;
		case 'v':
			run->is_verbose = true;
			break;
		default:
			return false;
		}
	return optind < argc;
}

int
main(int argc, char **argv)
{
	struct run run = { 0 };
	double begun;
	int status;

	if (!read_options(argc, argv, &run)) {
		fputs("usage: bench_pictures [-w WORKERS] [-s] [-d COUNT] [-v] PATH...\n", stderr);
		return 2;
	}
	must(darkroom_open(run.workers ? run.workers : 1, &run.darkroom));
	begun = now_ms();
	for (int i = optind; i < argc; i++)
		ask_path(&run, argv[i]);
	while (take(&run, true))
		continue;
	begun = now_ms() - begun;
	darkroom_close(run.darkroom);
	status = report(&run, begun / 1e3);
	arena_done(&run.names);
	return status;
}
