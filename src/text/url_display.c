#include "text/fold.h"
#include "text/host.h"
#include "text/url.h"

/* Signs of Chinese text that cannot be taken for a part of a URL. */
static bool
is_readable_sign(uint32_t rune)
{
	return rune == 0x3001 || rune == 0x3002 || (rune >= 0x3008 && rune <= 0x3011) || rune == 0x201c ||
	    rune == 0x201d || rune == 0xff01 || rune == 0xff08 || rune == 0xff09 || rune == 0xff0c || rune == 0xff1a ||
	    rune == 0xff1b || rune == 0xff1f;
}

static bool
is_readable(uint32_t rune)
{
	enum rune_class class = rune_class(rune);

	return rune >= 0x80 && ((class != RUNE_OTHER && class != RUNE_IGNORED) || is_readable_sign(rune));
}

/* Takes one rune of percent-encoded UTF-8 that is safe to show. */
static bool
pull_encoded_rune(struct str *s, uint32_t *rune)
{
	unsigned char bytes[4];
	struct str rest = *s, decoded;
	size_t n = 0;

	for (; n < 4 && rest.n >= 3 && rest.p[0] == '%'; rest = str_from(rest, 3))
		bytes[n++] = (unsigned char)(char_hex(rest.p[1]) << 4 | char_hex(rest.p[2]));
	n = utf8_valid_length((struct raw){ bytes, n });
	decoded = (struct str){ (const char *)bytes, n };
	if (!pull_rune(&decoded, rune) || !is_readable(*rune))
		return false;
	*s = str_from(*s, 3 * (n - decoded.n));
	return true;
}

struct str
url_display(struct arena *arena, struct url url)
{
	struct buf out CLEAN(buf_done) = { .max = 2 * URL_MAX };
	struct str host = url_host(url), rest;
	uint32_t rune;

	buf_push(&out, url.p, (size_t)(host.p - url.p));
	host_push_display(&out, host);
	rest = str_from(url_str(url), (size_t)(host.p + host.n - url.p));
	while (rest.n) {
		if (pull_encoded_rune(&rest, &rune)) {
			buf_push_rune(&out, rune);
			continue;
		}
		buf_push_char(&out, rest.p[0]);
		rest = str_from(rest, 1);
	}
	return str_copy(arena, buf_str(&out));
}
