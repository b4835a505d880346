/* readers_file.h: the connection behind readers.db, for those who keep something in it. */
#ifndef XINSHI_STORE_READERS_FILE_H
#define XINSHI_STORE_READERS_FILE_H

#include "store/readers.h"
#include "store/store.h"

struct archive *readers_file(struct readers *readers);

#endif
