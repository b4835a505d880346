/*
 * config.h: xinshi.conf in the archive's folder: options that would otherwise be typed each time.
 *
 *	[serve]
 *	listen = 127.0.0.1:8080
 *
 * A section is a command or a group of options ([net], data/option_groups.tsv), a name one of its options (data/options.tsv); yes
 * and no for flags.  What is typed wins, then the command's own section.
 */
#ifndef XINSHI_CMD_CONFIG_H
#define XINSHI_CMD_CONFIG_H

#include "cmd/command.h"

/* Reads DIR/xinshi.conf, if there is one, into the options of the command at hand; ERR_CONFIG, told, with the line. */
struct err config_read(struct context *context);

#endif
