/*
 * zip.h: files in one ZIP (PKWARE APPNOTE 6.3.10), written front to back: EPUB and other things to carry away.
 *
 * The same files in the same order give the same bytes: one time for all, no owner, no extra fields.  libdeflate stays in zip.c and
 * squeeze.c.
 */
#ifndef XINSHI_SHOW_ZIP_H
#define XINSHI_SHOW_ZIP_H

#include "base/arena.h"
#include "base/buf.h"

enum { ZIP_FILES_MAX = 65535 }; /* without ZIP64 */

struct zip {
	struct buf *out;    /* errors stick to it */
	struct buf central; /* the list at the end, so far */
	uint32_t begin;	    /* where in ${out} the archive begins */
	uint32_t time;	    /* MS-DOS date and time of all */
	unsigned count;
	struct libdeflate_compressor *deflater;
};

enum zip_method { ZIP_STORED, ZIP_DEFLATED };

/* ${seconds}: since 1970; before 1980: 1980. */
void zip_begin(struct zip *zip, struct buf *out, int64_t seconds);
/* One file; ${name}: UTF-8, "/" between parts.  Deflated where that is asked for and makes it smaller.  ERR_TOO_BIG past 4 GB or
 * ZIP_FILES_MAX. */
void zip_put(struct zip *zip, struct str name, struct raw bytes, enum zip_method method);
/* The list at the end; gives the error of all, and frees what was held. */
struct err zip_end(struct zip *zip);

#endif
