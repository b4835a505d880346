/*
 * show_capture.h: one capture by its number: its bytes, or what went over the wire.
 */
#ifndef XINSHI_CMD_SHOW_CAPTURE_H
#define XINSHI_CMD_SHOW_CAPTURE_H

#include "cmd/command.h"

/* The bytes as they were received; through term_raw where a person looks. */
struct err show_capture(struct context *context, int64_t id);
/* Request and response as they were sent, with time, address and digest (exchange/1); faults are told. */
struct err show_exchange(struct context *context, int64_t id);

#endif
