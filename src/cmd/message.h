/*
 * message.h: in which language the program speaks to its user: that of --messages, else of LC_ALL, LC_MESSAGES or LANG, the
 * first that is set.  One for the process, like the locale that it comes from.  What programs read (--json, text of the archive)
 * is the same in all.
 */
#ifndef XINSHI_CMD_MESSAGE_H
#define XINSHI_CMD_MESSAGE_H

#include "show/messages.h"

/* "zh-hans", "zh-hant", "en"; NULL: by the environment. */
void message_speak(const char *name);
enum tongue message_tongue(void);
/* A sentence or word of ours, as it is to be said; English where nothing else is known.  Static text. */
const char *message(const char *english);
/* The same for a word that stands as a label: "articles:" in the table, where there is such a row. */
const char *message_label(const char *english);
/* A format with the white space around it, into ${space}; or ${format} itself. */
const char *message_format(const char *format, char *space, size_t size);
/* What went wrong, by its code. */
const char *message_of_fault(enum err_code code);

#endif
