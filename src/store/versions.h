/*
 * versions.h: the libraries this room stands on, as they are at run time: for doctor and bug
 * reports.
 */
#ifndef XINSHI_STORE_VERSIONS_H
#define XINSHI_STORE_VERSIONS_H

#include "base/buf.h"

/* "SQLite 3.40.1, zstd 1.5.4". */
void store_versions(struct buf *out);

#endif
