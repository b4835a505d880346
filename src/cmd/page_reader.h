/*
 * page_reader.h: one confined worker beside the reading room, which reads kept pages again for the
 * operator.
 *
 * It is started when the first page is asked for, and reads one at a time: the reading room itself
 * parses nothing.
 */
#ifndef XINSHI_CMD_PAGE_READER_H
#define XINSHI_CMD_PAGE_READER_H

#include <pthread.h>

#include "follow/sites.h"
#include "guard/worker.h"
#include "record/extracted.h"

enum {
	PAGE_READER_MS = 5000
}; /* for one page: whoever asks waits, and with them a thread of the room */

struct page_reader {
	pthread_mutex_t lock; /* of the pool; held while a page is read */
	struct pool *pool;    /* NULL: not started yet */
	const char *dir;      /* of the archive: its own rules of sites go first */
};

#define PAGE_READER_NONE(archive_dir) \
	((struct page_reader){ .lock = PTHREAD_MUTEX_INITIALIZER, .dir = (archive_dir) })

/* For struct server_options, from any thread; ${context} is a struct page_reader.  ERR_BUSY where
 * another page is being read; ERR_WORKER_*; what the page is not. */
struct err page_reader_ask(void *context, struct arena *arena,
    const struct extract_question *question, struct extracted *out);
/* Ends the worker; nobody may be asking any more. */
void page_reader_close(struct page_reader *reader);

#endif
