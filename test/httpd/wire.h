/*
 * wire.h: requests and answers as they are written.
 */
#ifndef XINSHI_TEST_HTTPD_WIRE_H
#define XINSHI_TEST_HTTPD_WIRE_H

#include "httpd.h"

/* The status line and headers; what the answer leaves open (length, chunks, close) is decided here.
 */
struct raw answer_head(struct arena *arena, struct answer *answer);
/* What comes at byte ${at} of the answer, head included; empty at its end. */
struct raw answer_piece(const struct answer *answer, struct raw head, uint64_t at);
/* The request with all it points to in ${arena}. */
struct request request_copy(struct arena *arena, const struct request *request);
/* As a line of JSON. */
void request_log(int fd, const struct request *request);

#endif
