/*
 * container.h: the articles in a .tar, .tar.gz, .tar.zst or .tar.xz, unpacked by a confined worker.
 */
#ifndef XINSHI_CMD_CONTAINER_H
#define XINSHI_CMD_CONTAINER_H

#include "cmd/intake.h"

/* Every entry that is an article's file goes to ${intake} under its path in the container, without "./" before it; the others are
 * counted as left out.  A container that breaks off is reported; what came before stays. */
struct err container_import(struct intake *intake, const char *path);

#endif
