#include <time.h>

#include "follow/inside.h"

enum { BATCH_MS = 2000, BATCH_BYTES = 16 << 20 };

int64_t
machine_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

struct err
batch_begin(struct batch *batch)
{
	struct err e;

	if (batch->open)
		return (struct err){ 0 };
	e = archive_begin(batch->archive);
	if (e.code)
		return e;
	batch->open = true;
	batch->begun_ms = machine_ms();
	batch->bytes = 0;
	return e;
}

struct err
batch_commit(struct batch *batch)
{
	struct err e;

	if (!batch->open)
		return (struct err){ 0 };
	e = archive_commit(batch->archive);
	batch->open = e.code != 0;
	return e;
}

struct err
batch_rest(struct batch *batch)
{
	if (!batch->open || machine_ms() - batch->begun_ms < BATCH_MS)
		return (struct err){ 0 };
	return batch_commit(batch);
}

struct err
batch_count(struct batch *batch, size_t bytes)
{
	batch->bytes += (int64_t)bytes;
	return batch->bytes < BATCH_BYTES ? batch_rest(batch) : batch_commit(batch);
}

void
batch_abandon(struct batch *batch)
{
	if (batch->open)
		archive_rollback(batch->archive);
	batch->open = false;
}
