/*
 * bench_charset: files named on standard input, a path a line; for each the character set that is guessed of all of it and of its
 * first kB, and how many bytes beyond ASCII that has.
 */
#include <fcntl.h>
#include <string.h>

#include "bench.h"
#include "text/charset.h"

enum { FILE_BYTES_MAX = 64 << 20, FIRST = 1024, LINE_BYTES_MAX = 4096 };

static const char *
guess_of(struct raw bytes)
{
	const char *name = text_guess_charset(bytes);

	return name ? name : "-";
}

static void
tell(const char *path)
{
	struct buf bytes CLEAN(buf_done) = { .max = FILE_BYTES_MAX };
	int fd CLEAN(fd_close) = open(path, O_RDONLY | O_CLOEXEC);
	struct raw all, first;
	unsigned high = 0;

	must(fd < 0 ? err_new(ERR_IO, path) : fd_read_all(fd, FILE_BYTES_MAX, &bytes));
	all = buf_raw(&bytes);
	first = (struct raw){ all.p, all.n < FIRST ? all.n : FIRST };
	for (size_t i = 0; i < first.n; i++)
		high += first.p[i] >= 0x80;
	printf("%s %s %u\n", guess_of(all), guess_of(first), high);
}

int
main(void)
{
	char line[LINE_BYTES_MAX];

	while (fgets(line, sizeof(line), stdin)) {
		line[strcspn(line, "\n")] = '\0';
		tell(line);
	}
	return 0;
}
