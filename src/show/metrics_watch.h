/*
 * metrics_watch.h: how feeds and pages are, for Prometheus: totals, and counters by outlet, of
 * which there are at most METRICS_SOURCES and one for all others.
 */
#ifndef XINSHI_SHOW_METRICS_WATCH_H
#define XINSHI_SHOW_METRICS_WATCH_H

#include "show/request.h"

enum { METRICS_SOURCES = 100 };

struct err metrics_watch(struct request *request, struct buf *out);

#endif
