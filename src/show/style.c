#include "show/style.h"

#include "base/digest.h"

struct str
style_sheet(void)
{
	static const char sheet[] =
#include "gen/style.inc"
	    ;

	return (struct str){ sheet, sizeof(sheet) - 1 };
}

void
style_hash(struct str sheet, struct buf *out)
{
	static const char letters[] =
	    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	struct digest digest = digest_of(raw_from_str(sheet));
	unsigned bits = 0, count = 0;

	buf_push_literal(out, "'sha256-");
	for (size_t i = 0; i < sizeof(digest.b); i++) {
		bits = bits << 8 | digest.b[i];
		for (count += 8; count >= 6; count -= 6)
			buf_push_char(out, letters[bits >> (count - 6) & 63]);
	}
	buf_push_char(
	    out, letters[bits << (6 - count) & 63]); /* 32 bytes leave four bits and one '=' */
	buf_push_literal(out, "='");
}
