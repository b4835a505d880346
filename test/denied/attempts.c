#include <arpa/inet.h>
#include <stdio.h>

#include "denied.h"

/* The ends and an inside of each denied range of IPv4. */
static const char *const addresses[] = { "0.0.0.0", "0.0.0.1", "0.255.255.255", "10.0.0.0",
	"10.1.2.3", "10.255.255.255", "100.64.0.1", "100.127.255.254", "127.0.0.1", "127.0.0.53",
	"127.1.2.3", "127.255.255.255", "169.254.0.1", "169.254.169.254", "169.254.255.255",
	"172.16.0.1", "172.20.10.5", "172.31.255.255", "192.0.0.1", "192.0.0.170", "192.0.2.1",
	"192.88.99.1", "192.168.0.1", "192.168.1.254", "192.168.255.255", "198.18.0.1",
	"198.19.255.254", "198.51.100.7", "203.0.113.7", "224.0.0.1", "239.255.255.250",
	"240.0.0.1", "255.255.255.255" };

/* Of IPv6; those that hold an address of IPv4 are made below. */
static const char *const sixes[] = { "::", "::1", "0:0:0:0:0:0:0:1", "64:ff9b:1::1", "100::1",
	"2001::1", "2001:1ff:ffff::1", "2001:db8::1", "2002:7f00:1::1", "3fff::1", "5f00::1",
	"fc00::1", "fd12:3456:789a::1", "fe80::1", "fe80::1%25lo", "febf::1", "fec0::1", "ff02::1",
	"ff0e::fb" };

#define B(shift) ((address >> (shift)) & 255)

static void
add(struct arena *arena, struct attempts *out, struct str url)
{
	arena_push(arena, out->items, out->count, out->capacity);
	out->items[out->count++] = url;
}

#define ADD(...) add(arena, out, str_format(arena, __VA_ARGS__))

static void
numbers(struct arena *arena, struct attempts *out, const char *dotted, uint32_t address)
{
	ADD("http://%s/", dotted);
	ADD("https://%s/", dotted);
	ADD("http://%s./", dotted);
	ADD("http://%u/", address);
	ADD("http://0x%x/", address);
	ADD("http://0%o/", address);
	ADD("http://0x%x.0x%x.0x%x.0x%x/", B(24), B(16), B(8), B(0));
	ADD("http://0%o.0%o.0%o.0%o/", B(24), B(16), B(8), B(0));
	ADD("http://%u.%u.%u/", B(24), B(16), address & 0xffff);
	ADD("http://%u.%u/", B(24), address & 0xffffff);
	ADD("http://0x%x.%u/", B(24), address & 0xffffff);
	ADD("http://" PUBLIC "@%s/", dotted);
	ADD("http://" PUBLIC "%%40@%s/", dotted);
	ADD("http://%%%02x%%%02x%s/", dotted[0], dotted[1], dotted + 2);
}

static void
disguised(struct arena *arena, struct attempts *out, const char *dotted, uint32_t address)
{
	ADD("http://[::ffff:%s]/", dotted);
	ADD("http://[::ffff:%x:%x]/", address >> 16, address & 0xffff);
	ADD("http://[0:0:0:0:0:FFFF:%s]/", dotted);
	ADD("http://[::%s]/", dotted);
	ADD("http://[64:ff9b::%s]/", dotted);
	ADD("http://[64:ff9b::%x:%x]/", address >> 16, address & 0xffff);
	ADD("http://[2002:%x:%x::1]/", address >> 16, address & 0xffff);
	ADD("http://%s:80/", dotted);
}

/* U+FF10 is a wide 0, U+FF0E a wide full stop. */
static void
wide(struct arena *arena, struct attempts *out, const char *dotted)
{
	struct buf url CLEAN(buf_done) = { 0 };

	buf_push_literal(&url, "http://");
	for (; *dotted; dotted++)
		buf_push_rune(&url, *dotted == '.' ? 0xff0e : 0xff10 + (uint32_t)(*dotted - '0'));
	buf_push_literal(&url, "/");
	add(arena, out, str_copy(arena, buf_str(&url)));
}

static uint32_t
number_of(const char *dotted)
{
	struct in_addr address = { 0 };

	inet_pton(AF_INET, dotted, &address);
	return ntohl(address.s_addr);
}

static void
attempts_direct(struct arena *arena, struct attempts *out)
{
	for (size_t i = 0; i < LENGTH(addresses); i++) {
		numbers(arena, out, addresses[i], number_of(addresses[i]));
		disguised(arena, out, addresses[i], number_of(addresses[i]));
		wide(arena, out, addresses[i]);
	}
	for (size_t i = 0; i < LENGTH(sixes); i++) {
		ADD("http://[%s]/", sixes[i]);
		ADD("https://[%s]/", sixes[i]);
	}
}

static void
six_named(struct arena *arena, struct attempts *out, const char *text)
{
	struct in6_addr address;
	char hex[40] = "";

	if (inet_pton(AF_INET6, text, &address) != 1)
		return;
	for (unsigned i = 0; i < 16; i++)
		snprintf(hex + 2 * i, 3, "%02x", address.s6_addr[i]);
	ADD("http://b-%s.test/", hex);
}

static void
attempts_named(struct arena *arena, struct attempts *out)
{
	static const char *const local[] = { "localhost", "LOCALHOST", "localhost.", "a.localhost",
		"ip6-localhost", "localhost.localdomain" };
	char six[80];

	for (size_t i = 0; i < LENGTH(addresses); i++) {
		uint32_t address = number_of(addresses[i]);
		ADD("http://a-%08x.test/", address);
		ADD("https://a-%08x.test/", address);
		ADD("http://c-%08x.test/", address);
		ADD("http://d-%08x.test/", address);
		for (int k = 0; k < 3; k++)
			ADD("http://e-%08x-%d.test/", address, k);
		snprintf(six, sizeof(six), "::ffff:%s", addresses[i]);
		six_named(arena, out, six);
		snprintf(six, sizeof(six), "64:ff9b::%s", addresses[i]);
		six_named(arena, out, six);
	}
	for (size_t i = 0; i < LENGTH(sixes); i++)
		six_named(arena, out, sixes[i]);
	for (size_t i = 0; i < LENGTH(local); i++)
		ADD("http://%s/", local[i]);
}

static void
attempts_odd(struct arena *arena, struct attempts *out)
{
	static const char *const urls[] = { "file:///etc/passwd", "file://localhost/etc/passwd",
		"gopher://" PUBLIC "/_x", "dict://" PUBLIC "/d:x", "ftp://" PUBLIC "/",
		"ftps://" PUBLIC "/", "tftp://" PUBLIC "/x", "ldap://" PUBLIC "/",
		"smb://" PUBLIC "/x/y", "scp://" PUBLIC "/x", "telnet://" PUBLIC "/",
		"imap://" PUBLIC "/", "smtp://" PUBLIC "/", "ws://" PUBLIC "/",
		"jar:http://" PUBLIC "/x!/", "data:text/xml,<rss/>", "javascript:1",
		"http:/" PUBLIC "/", "//127.0.0.1/", "http:///etc/passwd", "http://", "http://[::1",
		"http://127.0.0.1%00." PUBLIC "/", "http://" PUBLIC "%0d%0aHost:127.0.0.1/",
		"http://127.0.0.1\\@" PUBLIC "/", "http://" PUBLIC "#@127.0.0.1/" };
	static const unsigned ports[] = { 1, 21, 22, 23, 25, 53, 79, 81, 110, 143, 389, 445, 465,
		587, 993, 1080, 2375, 3128, 3306, 5432, 6379, 8000, 8080, 8443, 9200, 11211, 27017,
		65535 };

	for (size_t i = 0; i < LENGTH(urls); i++)
		ADD("%s", urls[i]);
	for (size_t i = 0; i < LENGTH(ports); i++) {
		ADD("http://" PUBLIC ":%u/", ports[i]);
		ADD("https://public.test:%u/", ports[i]);
	}
}

void
attempts_all(struct arena *arena, struct attempts *out)
{
	attempts_direct(arena, out);
	attempts_named(arena, out);
	attempts_odd(arena, out);
}
