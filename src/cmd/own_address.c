#include <arpa/inet.h>
#include <ifaddrs.h>
#include <netinet/in.h>

#include "base/buf.h"
#include "cmd/own_address.h"

/* The address as the gate reads it; false where it is none, or this machine's alone. */
static bool
push_address(struct buf *out, const struct sockaddr *address, struct str port)
{
	const struct sockaddr_in6 *six = (const void *)address;
	const struct sockaddr_in *four = (const void *)address;
	bool is_four = address && address->sa_family == AF_INET;
	char text[INET6_ADDRSTRLEN];

	if (!address || (!is_four && address->sa_family != AF_INET6))
		return false;
	if (is_four ? ntohl(four->sin_addr.s_addr) >> 24 == 127
		    : IN6_IS_ADDR_LOOPBACK(&six->sin6_addr))
		return false;
	if (!inet_ntop(address->sa_family,
		is_four ? (const void *)&four->sin_addr : (const void *)&six->sin6_addr, text,
		sizeof(text)))
		return false;
	buf_push_format(out, is_four ? "%s%s:%.*s" : "%s[%s]:%.*s", out->n ? " " : "", text,
	    STR_ARGS(port));
	return true;
}

static void
push_all(struct buf *out, int family, struct str port)
{
	struct ifaddrs *all = NULL;
	int count = 0;

	if (getifaddrs(&all) < 0)
		return;
	for (const struct ifaddrs *one = all; one && count < OWN_ADDRESSES_MAX; one = one->ifa_next)
		if (one->ifa_addr && one->ifa_addr->sa_family == family)
			count += push_address(out, one->ifa_addr, port);
	freeifaddrs(all);
}

/* "[::1]:8080" -> an address, "8080". */
static bool
split(struct arena *arena, struct str listen, struct sockaddr_storage *address, struct str *port)
{
	ptrdiff_t colon = str_find_last_char(listen, ':');
	struct str host = str_slice(listen, 0, colon < 0 ? 0 : (size_t)colon);
	bool is_six = pull_char(&host, '[');
	void *bytes = is_six ? (void *)&((struct sockaddr_in6 *)address)->sin6_addr
			     : (void *)&((struct sockaddr_in *)address)->sin_addr;

	*port = str_from(listen, (size_t)(colon + 1));
	host.n -= is_six && host.n;
	address->ss_family = is_six ? AF_INET6 : AF_INET;
	return inet_pton(address->ss_family, str_terminated(arena, host), bytes) == 1;
}

static bool
is_any(const struct sockaddr_storage *address)
{
	const struct sockaddr_in6 *six = (const void *)address;
	const struct sockaddr_in *four = (const void *)address;

	return address->ss_family == AF_INET ? four->sin_addr.s_addr == htonl(INADDR_ANY)
					     : IN6_IS_ADDR_UNSPECIFIED(&six->sin6_addr);
}

struct str
own_addresses(struct arena *arena, struct str listen)
{
	struct buf out CLEAN(buf_done) = { 0 };
	struct sockaddr_storage address = { 0 };
	struct str port;

	if (!split(arena, listen, &address, &port))
		return S("");
	if (is_any(&address))
		push_all(&out, address.ss_family, port);
	else
		push_address(&out, (const struct sockaddr *)&address, port);
	return str_copy(arena, buf_str(&out));
}
