#include "net/polite.h"

void
polite_init(struct polite *polite, int64_t gap_ms, unsigned per_host, unsigned total)
{
	*polite = (struct polite){ .gap_ms = gap_ms, .per_host = per_host, .total = total };
}

void
polite_done(struct polite *polite)
{
	arena_done(&polite->arena);
}

static int64_t
gap_of(const struct polite *polite, const struct polite_host *host)
{
	return host->gap_ms > polite->gap_ms ? host->gap_ms : polite->gap_ms;
}

static struct polite_host *
find(struct polite *polite, struct str name)
{
	const int64_t *at;

	polite->names.arena = &polite->arena;
	at = map_find(&polite->names, name);
	return at ? &polite->hosts[*at] : NULL;
}

/* Forgets all hosts that may be asked at once, which is as if they had never been; the others move
 * over. */
static void
forget(struct polite *polite, int64_t now)
{
	struct polite old = *polite;

	polite->arena = (struct arena){ 0 };
	polite->names = (struct map){ .arena = &polite->arena };
	polite->hosts = NULL;
	polite->count = polite->capacity = 0;
	for (size_t i = 0; i < old.names.capacity; i++) {
		const struct map_slot *slot = &old.names.slots[i];
		const struct polite_host *host = slot->key.p ? &old.hosts[slot->value] : NULL;

		if (!host || (!host->flying && now - host->last >= gap_of(polite, host)))
			continue;
		arena_push(&polite->arena, polite->hosts, polite->count, polite->capacity);
		map_add(&polite->names, slot->key, (int64_t)polite->count, NULL);
		polite->hosts[polite->count++] = *host;
	}
	arena_done(&old.arena);
}

static struct polite_host *
make(struct polite *polite, struct str name)
{
	struct polite_host *host = find(polite, name);

	if (host)
		return host;
	arena_push(&polite->arena, polite->hosts, polite->count, polite->capacity);
	map_add(&polite->names, name, (int64_t)polite->count, NULL);
	host = &polite->hosts[polite->count++];
	*host = (struct polite_host){ .last = POLITE_LONG_AGO };
	return host;
}

int64_t
polite_wait(struct polite *polite, struct str name, int64_t now)
{
	const struct polite_host *host = find(polite, name);
	int64_t due;

	if (polite->flying >= polite->total)
		return POLITE_NEVER;
	if (!host)
		return 0;
	if (host->flying >= polite->per_host)
		return POLITE_NEVER;
	due = host->last + gap_of(polite, host);
	return due > now ? due - now : 0;
}

void
polite_begin(struct polite *polite, struct str name, int64_t now)
{
	struct polite_host *host;

	if (polite->count >= POLITE_HOSTS_MAX)
		forget(polite, now);
	host = make(polite, name);
	host->flying++;
	host->last = now;
	polite->flying++;
}

void
polite_end(struct polite *polite, struct str name, int64_t now)
{
	struct polite_host *host = make(polite, name);

	host->flying -= host->flying > 0;
	host->last = now;
	polite->flying -= polite->flying > 0;
}

void
polite_slow(struct polite *polite, struct str name, int64_t gap_ms)
{
	make(polite, name)->gap_ms = gap_ms;
}
