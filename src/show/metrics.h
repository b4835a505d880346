/*
 * metrics.h: counting answers, one meter a thread.
 */
#ifndef XINSHI_SHOW_METRICS_H
#define XINSHI_SHOW_METRICS_H

#include "show/clerk.h"

/* One answer, and how long it took. */
void meter_count(struct meter *meter, const struct reply *reply, uint64_t micros);
void meter_add(struct meter *sum, const struct meter *meter);
/* All threads together (serve.c). */
void server_meters(const struct server *server, struct meter *sum);

#endif
