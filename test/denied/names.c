/*
 * names.c: a name server in a page: one question, one answer (RFC 1035).
 */
#include <arpa/inet.h>

#include "base/map.h"
#include "denied.h"

enum {
	HEADER = 12,
	TYPE_A = 1,
	TYPE_CNAME = 5,
	TYPE_AAAA = 28,
	NAME_MAX_LENGTH = 255,
	REBINDINGS = 1024
};

/* The names that were asked for once. */
static uint64_t asked[REBINDINGS];
static size_t asked_count;

struct writer {
	unsigned char *p;
	size_t n, max, answers;
};

static void
put(struct writer *out, const void *bytes, size_t n)
{
	if (out->n + n > out->max)
		return;
	memcpy(out->p + out->n, bytes, n);
	out->n += n;
}

static void
put16(struct writer *out, unsigned value)
{
	put(out, (unsigned char[]){ (unsigned char)(value >> 8), (unsigned char)value }, 2);
}

/* Of the name at byte ${owner} of the message, with a lifetime of 0. */
static void
record(struct writer *out, size_t owner, unsigned type, const void *data, size_t n)
{
	put16(out, 0xc000 | (unsigned)owner);
	put16(out, type);
	put16(out, 1);
	put16(out, 0);
	put16(out, 0);
	put16(out, (unsigned)n);
	put(out, data, n);
	out->answers++;
}

static void
address_record(struct writer *out, uint32_t address)
{
	record(out, HEADER, TYPE_A, &(uint32_t){ htonl(address) }, 4);
}

static uint32_t
public_address(void)
{
	struct in_addr address;

	inet_pton(AF_INET, PUBLIC, &address);
	return ntohl(address.s_addr);
}

static size_t
pull_hex(struct str *s, unsigned char *out, size_t max)
{
	size_t n = 0;

	for (; n < max && s->n >= 2 && char_hex(s->p[0]) >= 0 && char_hex(s->p[1]) >= 0; n++) {
		out[n] = (unsigned char)(char_hex(s->p[0]) << 4 | char_hex(s->p[1]));
		*s = str_from(*s, 2);
	}
	return n;
}

static bool
asked_before(struct str name)
{
	uint64_t hash = str_hash(name);

	for (size_t i = 0; i < asked_count; i++)
		if (asked[i] == hash)
			return true;
	if (asked_count < REBINDINGS)
		asked[asked_count++] = hash;
	return false;
}

/* The other name, and its address. */
static void
alias(struct writer *out, struct str hex, uint32_t address)
{
	unsigned char data[32] = { 10, 'a', '-' };

	memcpy(data + 3, hex.p, 8);
	memcpy(data + 11, "\4test", 6);
	record(out, HEADER, TYPE_CNAME, data, 17);
	record(out, out->n - 17, TYPE_A, &(uint32_t){ htonl(address) }, 4);
}

static void
answer(struct writer *out, struct str name, unsigned type)
{
	unsigned char address[16];
	struct str label, whole = name, hex;

	if (!pull_field(&name, '.', &label))
		return;
	if (type == TYPE_A && str_equal(label, S("public")))
		address_record(out, public_address());
	char kind = label.n > 2 && label.p[1] == '-' ? label.p[0] : '?';
	hex = label = str_from(label, 2);
	size_t n = pull_hex(&label, address, sizeof(address));
	uint32_t v4 = (uint32_t)address[0] << 24 | (uint32_t)address[1] << 16 |
		      (uint32_t)address[2] << 8 | address[3];
	if (kind == 'b' && n == 16 && type == TYPE_AAAA)
		record(out, HEADER, TYPE_AAAA, address, 16);
	if (n != 4)
		return;
	if (type != TYPE_A)
		return;
	if (kind == 'c')
		alias(out, hex, v4);
	if (kind == 'd')
		address_record(out, public_address());
	if (kind == 'a' || kind == 'd')
		address_record(out, v4);
	if (kind == 'e')
		address_record(out, asked_before(whole) ? v4 : public_address());
}

/* "1a4test0" as "a.test"; how many bytes it takes, 0 where it is none. */
static size_t
name_read(const unsigned char *p, size_t n, char *out, size_t *length)
{
	size_t at = 0;

	*length = 0;
	while (at < n && p[at]) {
		size_t part = p[at++];
		if (part > 63 || at + part > n || *length + part + 1 > NAME_MAX_LENGTH)
			return 0;
		for (size_t i = 0; i < part; i++)
			out[(*length)++] = char_lower((char)p[at + i]);
		out[(*length)++] = '.';
		at += part;
	}
	return at < n ? at + 1 : 0;
}

size_t
names_answer(const unsigned char *question, size_t n, unsigned char *out, size_t max)
{
	struct writer writer = { out, 0, max, 0 };
	char name[NAME_MAX_LENGTH + 1];
	size_t length, took;

	if (n < HEADER + 5 || n > max)
		return 0;
	took = name_read(question + HEADER, n - HEADER, name, &length);
	if (!took || HEADER + took + 4 > n)
		return 0;
	put(&writer, question, HEADER + took + 4);
	answer(&writer, (struct str){ name, length },
	    (unsigned)question[HEADER + took] << 8 | question[HEADER + took + 1]);
	out[2] = 0x85; /* an answer, by authority */
	out[3] = 0x80;
	memcpy(out + 4, (unsigned char[]){ 0, 1, 0, (unsigned char)writer.answers, 0, 0, 0, 0 }, 8);
	return writer.n;
}
