/*
 * extract_memory.h: what the pages of each host in a list have in common.  Only for extract*.c.
 */
#ifndef XINSHI_CMD_EXTRACT_MEMORY_H
#define XINSHI_CMD_EXTRACT_MEMORY_H

#include "record/extracted.h"
#include "record/recurring.h"

struct host_memory {
	struct recurring memory;
	uint64_t *repeated; /* made when it is first asked for */
	size_t repeated_count;
	bool is_made;
};

struct host_memories {
	struct arena *arena; /* set by the owner */
	struct map hosts;
	struct host_memory *items;
	size_t count, capacity;
};

/* What was found in the page that ${page} names, at ${url}; pages without an address are not remembered. */
void host_memories_add(struct host_memories *memories, struct str url, struct str page, const struct extracted *extracted);
/* Fills ${question}->repeated and container; they live as long as the memories. */
void host_memories_ask(struct host_memories *memories, struct str url, struct extract_question *question);

#endif
