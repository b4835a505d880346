/*
 * network.h: the options of the group net as the gate wants them.
 */
#ifndef XINSHI_CMD_NETWORK_H
#define XINSHI_CMD_NETWORK_H

#include "cmd/command.h"
#include "record/exchange.h"

/* How the gate is to behave; ERR_USAGE, told, where an option is not of its form. */
struct err network_settings(struct context *context, struct gate_settings *out);
bool network_has_contact(const struct context *context);
/* Says how to set a contact, where none is. */
void network_advise(struct context *context);

#endif
