/*
 * address.h: which addresses may be reached: all that are public, at the ports of the web, and what
 * the operator named; not what he denied.
 *
 * Judged is the address that a socket is about to be connected to, never a name: names are
 * anybody's to point where they like, and may point elsewhere a moment later.
 */
#ifndef XINSHI_NET_ADDRESS_H
#define XINSHI_NET_ADDRESS_H

#include <sys/socket.h>

#include "text/url.h"

/* IPv4 as ::ffff:a.b.c.d, so that both kinds are one. */
struct address {
	unsigned char b[16];
	uint16_t port;
};

/* What the operator allows or denies: networks with ports, or ports alone. */
struct address_rule {
	unsigned char b[16];
	unsigned bits;
	bool any_public;   /* ports alone: of every address that the list of special networks does not
			      hold; denied: of every address */
	uint16_t from, to; /* ports, both included; 0: 80 and 443; denied: all */
};

enum { ADDRESS_RULES_MAX = 64 };

struct address_rules {
	struct address_rule rules[ADDRESS_RULES_MAX], denied[ADDRESS_RULES_MAX];
	size_t count, denied_count;
};

/*
 * address_rules_parse(allow, deny, out):
 * Reads what gate_settings has for allow and deny: words "NETWORK[/BITS]", "NETWORK[/BITS]:PORT[-PORT]" or
 * ":PORT[-PORT]", separated by spaces or commas; IPv6 networks with ports stand in brackets,
 * "[fd00::/8]:8080".
 * Errors:  ERR_CONFIG at the word that is none of these, or the one too many.
 */
struct err address_rules_parse(struct str allow, struct str deny, struct address_rules *out);

/* NULL where ${address} may be reached; else why not, as static text: "loopback", "port". */
const char *address_denied(const struct address_rules *rules, const struct address *address);

/* The same of a name whose address is not known, for another machine resolves it: its port alone.
 */
const char *address_port_denied(const struct address_rules *rules, uint16_t port);

/* False for what is neither IPv4 nor IPv6. */
bool address_from_socket(const struct sockaddr *from, socklen_t n, struct address *out);
/* "192.0.2.7", "2001:db8::1", without brackets. */
bool address_from_text(struct str text, uint16_t port, struct address *out);
/* The address that a URL's host is, if it is one and no name; "localhost" and names below it are
 * 127.0.0.1, as in every resolver that does as it should (RFC 6761). */
bool address_from_url(struct url url, struct address *out);
/* The port of a normalised URL, the scheme's own where none is written. */
uint16_t url_port(struct url url);

#endif
