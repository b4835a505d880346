/*
 * fault.h: what people are told to type next, by the code of an error (the table is in fault.c).
 */
#ifndef XINSHI_CMD_FAULT_H
#define XINSHI_CMD_FAULT_H

#include "cmd/command.h"

/* NULL where there is nothing to advise. */
const char *fault_advice(enum err_code code);
/* The same where the archive did not open. */
const char *fault_open_advice(enum err_code code);

#endif
