/* queue.c: jobs by host; hosts take turns, so that a slow one with many feeds delays nobody else.
 */
#include "follow/inside.h"

void
queue_init(struct queue *queue, struct arena *arena, size_t out_max)
{
	*queue = (struct queue){
		.arena = arena, .names = { .arena = arena }, .out_max = out_max ? out_max : 1
	};
}

struct host *
queue_host(struct queue *queue, struct str url)
{
	/* absolute by contract: what has no host is one host, "" */
	struct str name = url_host((struct url){ url.p, url.n });
	bool made;
	int64_t *at = map_add(&queue->names, name, (int64_t)queue->count, &made);

	if (!made)
		return &queue->hosts[*at];
	arena_push(queue->arena, queue->hosts, queue->count, queue->capacity);
	queue->hosts[queue->count] = (struct host){ .name = str_copy(queue->arena, name) };
	return &queue->hosts[queue->count++];
}

/* Puts a host with something to ask and a place free at the end of the line. */
static void
line_up(struct queue *queue, struct host *host)
{
	size_t number = (size_t)(host - queue->hosts) + 1;

	if (host->ready || !host->first || host->out >= queue->out_max)
		return;
	host->ready = true;
	host->next = 0;
	if (queue->last)
		queue->hosts[queue->last - 1].next = number;
	else
		queue->first = number;
	queue->last = number;
}

void
queue_add(struct queue *queue, struct job *job)
{
	struct host *host = queue_host(queue, job->url);

	job->host = (size_t)(host - queue->hosts);
	job->next = NULL;
	if (host->last)
		host->last->next = job;
	else
		host->first = job;
	host->last = job;
	queue->waiting++;
	line_up(queue, host);
}

static struct host *
line_first(struct queue *queue)
{
	struct host *host;

	if (!queue->first)
		return NULL;
	host = &queue->hosts[queue->first - 1];
	queue->first = host->next;
	if (!queue->first)
		queue->last = 0;
	host->ready = false;
	return host;
}

struct job *
queue_next(struct queue *queue)
{
	struct host *host = line_first(queue);
	struct job *job;

	/* what waited for a host may have been dropped since it lined up */
	while (host && !host->first)
		host = line_first(queue);
	if (!host)
		return NULL;
	job = host->first;
	host->first = job->next;
	if (!host->first)
		host->last = NULL;
	job->next = NULL;
	host->out++;
	queue->waiting--;
	line_up(queue, host);
	return job;
}

void
queue_answered(struct queue *queue, const struct job *job)
{
	struct host *host = &queue->hosts[job->host];

	host->out--;
	line_up(queue, host);
}

struct job *
queue_drop(struct queue *queue, struct host *host)
{
	struct job *first = host->first;

	for (const struct job *job = first; job; job = job->next)
		queue->waiting--;
	host->first = host->last = NULL;
	return first;
}
