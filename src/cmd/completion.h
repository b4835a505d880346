/*
 * completion.h: completion scripts for shells, made from the tables of commands and options.
 */
#ifndef XINSHI_CMD_COMPLETION_H
#define XINSHI_CMD_COMPLETION_H

#include "cmd/command.h"

/* ${shell}: bash, zsh or fish. */
void completion_put(struct buf *out, const char *shell);

#endif
