/*
 * listen.h: the socket that readers come to, and who may reach it.
 */
#ifndef XINSHI_SHOW_LISTEN_H
#define XINSHI_SHOW_LISTEN_H

#include "show/serve.h"

struct sockaddr;

/*
 * listen_open(options, arena, out):
 * Gives:   *${out}, a listening socket that does not block.
 * Errors:  ERR_USAGE (the address is malformed, not this machine's, or others can reach it and may
 * not); ERR_EXISTS (the port is taken); ERR_ACCESS.
 */
struct err listen_open(const struct server_options *options, struct arena *arena, int *out);
/* Where it listens: "127.0.0.1:8080", "[::1]:8080". */
struct str listen_address(struct arena *arena, int fd);
/* 127.0.0.0/8, ::1, and the former inside IPv6. */
bool address_is_loopback(const struct sockaddr *address);

#endif
