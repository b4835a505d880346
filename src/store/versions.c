#include <sqlite3.h>
#include <zstd.h>

#include "store/versions.h"

void
store_versions(struct buf *out)
{
	buf_push_format(out, "SQLite %s, zstd %s", sqlite3_libversion(), ZSTD_versionString());
}
