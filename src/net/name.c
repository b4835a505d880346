#include <netdb.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <time.h>

#include "base/arena.h"
#include "net/name.h"

enum {
	QUICK_MS = 1000,
	DEAF_MS = 60000,
};

static const char unanswered[] = "no name server answers for it";

static int64_t
now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

const char *
name_fault_of(int code)
{
	static const struct {
		int code;
		const char *what;
	} rows[] = {
		{ EAI_NONAME, "there is no such name" },
		{ EAI_NODATA, "the name has no address" },
		{ EAI_ADDRFAMILY, "the name has no address" },
	};

	for (size_t i = 0; i < LENGTH(rows); i++)
		if (rows[i].code == code)
			return rows[i].what;
	return unanswered;
}

const char *
name_fault(struct str host, int64_t took_ms, int64_t *deaf_until_ms)
{
	static const struct addrinfo hints = { .ai_socktype = SOCK_STREAM };
	struct arena arena CLEAN(arena_done) = { 0 };
	struct addrinfo *found = NULL;
	int64_t began = now_ms();
	int code;

	if (took_ms > QUICK_MS || began < *deaf_until_ms)
		return unanswered;
	code = getaddrinfo(str_terminated(&arena, host), "80", &hints, &found);
	if (found)
		freeaddrinfo(found);
	if (now_ms() - began > QUICK_MS)
		*deaf_until_ms = now_ms() + DEAF_MS;
	return name_fault_of(code);
}
