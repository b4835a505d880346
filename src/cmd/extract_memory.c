#include "cmd/extract_memory.h"

/* The memory of the host of ${url}; NULL for what is no address. */
static struct host_memory *
memory_of(struct host_memories *memories, struct str url)
{
	struct arena scratch CLEAN(arena_done) = { 0 };
	struct url parsed;
	bool made;
	int64_t *at;

	if (url_parse(&scratch, url, NULL, &parsed).code)
		return NULL;
	memories->hosts.arena = memories->arena;
	at = map_add(&memories->hosts, url_host(parsed), (int64_t)memories->count, &made);
	if (made) {
		arena_push(memories->arena, memories->items, memories->count, memories->capacity);
		memories->items[memories->count++] = (struct host_memory){ .memory.arena = memories->arena };
	}
	return &memories->items[*at];
}

void
host_memories_add(struct host_memories *memories, struct str url, struct str page, const struct extracted *extracted)
{
	struct host_memory *host = memory_of(memories, url);

	if (host)
		recurring_add(&host->memory, page, extracted->article.headline, extracted->prints, extracted->print_count,
		    extracted->container);
}

void
host_memories_ask(struct host_memories *memories, struct str url, struct extract_question *question)
{
	struct host_memory *host = memory_of(memories, url);

	if (!host)
		return;
	if (!host->is_made)
		recurring_prints(&host->memory, memories->arena, &host->repeated, &host->repeated_count);
	host->is_made = true;
	question->repeated = host->repeated;
	question->repeated_count = host->repeated_count;
	question->container = recurring_container(&host->memory);
}
