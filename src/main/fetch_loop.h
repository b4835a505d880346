/*
 * fetch_loop.h: what xinshi-fetch does once it is locked in: questions in, answers out as they
 * finish.
 */
#ifndef XINSHI_MAIN_FETCH_LOOP_H
#define XINSHI_MAIN_FETCH_LOOP_H

#include "guard/confine.h"
#include "guard/frame.h"
#include "net/fetch.h"

enum { FETCH_PORTS_MAX = 80 };

/* The TCP ports that these settings may lead to: the web's, the proxy's, those allowed, and the
 * DNS's.  ERR_CONFIG. */
struct err fetch_ports(
    const struct gate_settings *settings, struct port_range out[FETCH_PORTS_MAX], size_t *count);

/* Answers until ${in} ends; success at its end.  Every ${beat_ms} without an answer to the questions
 * that are out it says FRAME_ALIVE.  Both descriptors are made not to block. */
struct err fetch_loop(struct fetcher *fetcher, int64_t beat_ms, int in, int out);

#endif
