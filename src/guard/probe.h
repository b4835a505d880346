/*
 * probe.h: forbidden things, by number: a locked worker is asked to try them, and must fail or die.
 */
#ifndef XINSHI_GUARD_PROBE_H
#define XINSHI_GUARD_PROBE_H

#include <stdbool.h>

#include "base/err.h"

/* How many there are, and what each is called; NULL past the last. */
extern const unsigned probe_count;
const char *probe_name(unsigned which);

/* Tries it.  True where the lock let it through. */
bool probe_succeeds(unsigned which);

#endif
