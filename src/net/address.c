#include <arpa/inet.h>
#include <netinet/in.h>

#include "net/address.h"

/* ---- what is not the public internet ---- */

/* Shorthand: a.b.c.d as the last four bytes behind ::ffff:0:0/96; bits count from there. */
#define V4(a, b, c, d, bits) { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, a, b, c, d }, 96 + (bits)

/* IANA's special-purpose registries (RFC 6890 and those after it).  Those that carry an IPv4
 * address inside and may be translated to it stand in ${embedded} instead. */
static const struct denied {
	unsigned char b[16];
	unsigned bits;
	const char *what;
} denied[] = {
	{ V4(0, 0, 0, 0, 8), "this network (0.0.0.0/8)" },
	{ V4(10, 0, 0, 0, 8), "private (10.0.0.0/8)" },
	{ V4(100, 64, 0, 0, 10), "shared by a provider (100.64.0.0/10)" },
	{ V4(127, 0, 0, 0, 8), "loopback (127.0.0.0/8)" },
	{ V4(169, 254, 0, 0, 16), "link-local (169.254.0.0/16)" },
	{ V4(172, 16, 0, 0, 12), "private (172.16.0.0/12)" },
	{ V4(192, 0, 0, 0, 24), "protocol assignments (192.0.0.0/24)" },
	{ V4(192, 0, 2, 0, 24), "documentation (192.0.2.0/24)" },
	{ V4(192, 88, 99, 0, 24), "6to4 relays (192.88.99.0/24)" },
	{ V4(192, 168, 0, 0, 16), "private (192.168.0.0/16)" },
	{ V4(198, 18, 0, 0, 15), "benchmarking (198.18.0.0/15)" },
	{ V4(198, 51, 100, 0, 24), "documentation (198.51.100.0/24)" },
	{ V4(203, 0, 113, 0, 24), "documentation (203.0.113.0/24)" },
	{ V4(224, 0, 0, 0, 4), "multicast (224.0.0.0/4)" },
	{ V4(240, 0, 0, 0, 4), "reserved (240.0.0.0/4)" },
	{ { 0 }, 96, "IPv6 with IPv4 inside, loopback or none (::/96)" },
	{ { 0x00, 0x64, 0xff, 0x9b, 0, 1 }, 48, "local translation (64:ff9b:1::/48)" },
	{ { 0x01, 0x00 }, 64, "discarded (100::/64)" },
	{ { 0x20, 0x01, 0x00, 0x00 }, 23, "protocol assignments (2001::/23)" },
	{ { 0x20, 0x01, 0x0d, 0xb8 }, 32, "documentation (2001:db8::/32)" },
	{ { 0x20, 0x02 }, 16, "6to4 (2002::/16)" },
	{ { 0x3f, 0xff }, 20, "documentation (3fff::/20)" },
	{ { 0x5f, 0x00 }, 16, "segment routing (5f00::/16)" },
	{ { 0xfc, 0x00 }, 7, "private (fc00::/7)" },
	{ { 0xfe, 0x80 }, 10, "link-local (fe80::/10)" },
	{ { 0xfe, 0xc0 }, 10, "site-local (fec0::/10)" },
	{ { 0xff, 0x00 }, 8, "multicast (ff00::/8)" },
};

static const unsigned char mapped[12] = { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff };
/* NAT64 (RFC 6052): whoever translates sends it to the IPv4 address inside. */
static const unsigned char translated[12] = { 0x00, 0x64, 0xff, 0x9b };

static bool
in_network(const unsigned char b[16], const unsigned char network[16], unsigned bits)
{
	unsigned bytes = bits / 8, rest = bits % 8;
	unsigned mask = 0xffu << (8 - rest) & 0xff;

	return memcmp(b, network, bytes) == 0 &&
	       (!rest || (b[bytes] & mask) == (network[bytes] & mask));
}

/* The address that is reached in the end. */
static struct address
inner(const struct address *address)
{
	struct address out = *address;

	if (memcmp(out.b, translated, sizeof(translated)) == 0)
		memcpy(out.b, mapped, sizeof(mapped));
	return out;
}

static bool
ports_hold(const struct address_rule *rule, uint16_t port)
{
	if (!rule->to)
		return port == 80 || port == 443;
	return port >= rule->from && port <= rule->to;
}

static bool
rules_allow(const struct address_rules *rules, const struct address *address)
{
	for (size_t i = 0; i < rules->count; i++) {
		const struct address_rule *rule = &rules->rules[i];
		if (!rule->any_public && in_network(address->b, rule->b, rule->bits) &&
		    ports_hold(rule, address->port))
			return true;
	}
	return false;
}

static const char by_configuration[] = "denied by the configuration, or our own";

static bool
rule_denies_port(const struct address_rule *rule, uint16_t port)
{
	return !rule->to || (port >= rule->from && port <= rule->to);
}

static const char *
rules_deny(const struct address_rules *rules, const struct address *address)
{
	for (size_t i = 0; i < rules->denied_count; i++) {
		const struct address_rule *rule = &rules->denied[i];
		if (rule_denies_port(rule, address->port) &&
		    (rule->any_public || in_network(address->b, rule->b, rule->bits)))
			return by_configuration;
	}
	return NULL;
}

static const char *
not_public(const struct address *address)
{
	for (size_t i = 0; i < LENGTH(denied); i++)
		if (in_network(address->b, denied[i].b, denied[i].bits))
			return denied[i].what;
	return NULL;
}

const char *
address_denied(const struct address_rules *rules, const struct address *address)
{
	struct address reached = inner(address);
	const char *what = rules_deny(rules, &reached);

	if (what)
		return what;
	what = not_public(&reached);
	if (rules_allow(rules, &reached))
		return NULL;
	return what ? what : address_port_denied(rules, reached.port);
}

const char *
address_port_denied(const struct address_rules *rules, uint16_t port)
{
	static const char web_only[] = "port (not 80 or 443)";

	for (size_t i = 0; i < rules->denied_count; i++)
		if (rules->denied[i].any_public && rule_denies_port(&rules->denied[i], port))
			return by_configuration;
	for (size_t i = 0; i < rules->count; i++)
		if (rules->rules[i].any_public && ports_hold(&rules->rules[i], port))
			return NULL;
	return port == 80 || port == 443 ? NULL : web_only;
}

/* ---- addresses out of other forms ---- */

static void
set_v4(struct address *out, const void *four)
{
	memcpy(out->b, mapped, sizeof(mapped));
	memcpy(out->b + 12, four, 4);
}

bool
address_from_socket(const struct sockaddr *from, socklen_t n, struct address *out)
{
	struct sockaddr_in v4;
	struct sockaddr_in6 v6;

	if (from->sa_family == AF_INET && n >= sizeof(v4)) {
		memcpy(&v4, from, sizeof(v4));
		set_v4(out, &v4.sin_addr);
		out->port = ntohs(v4.sin_port);
		return true;
	}
	if (from->sa_family == AF_INET6 && n >= sizeof(v6)) {
		memcpy(&v6, from, sizeof(v6));
		memcpy(out->b, &v6.sin6_addr, sizeof(out->b));
		out->port = ntohs(v6.sin6_port);
		return true;
	}
	return false;
}

bool
address_from_text(struct str text, uint16_t port, struct address *out)
{
	char terminated[INET6_ADDRSTRLEN];
	struct in_addr v4;
	struct in6_addr v6;

	if (text.n == 0 || text.n >= sizeof(terminated))
		return false;
	memcpy(terminated, text.p, text.n);
	terminated[text.n] = 0;
	if (inet_pton(AF_INET, terminated, &v4) == 1)
		set_v4(out, &v4);
	else if (inet_pton(AF_INET6, terminated, &v6) == 1)
		memcpy(out->b, &v6, sizeof(out->b));
	else
		return false;
	out->port = port;
	return true;
}

uint16_t
url_port(struct url url)
{
	struct str s = url_str(url), host = url_host(url);
	uint64_t port = str_starts(s, S("https:")) ? 443 : 80;

	s = str_from(s, (size_t)(host.p + host.n - s.p));
	if (pull_char(&s, ':'))
		pull_number(&s, UINT16_MAX, &port);
	return (uint16_t)port;
}

bool
address_from_url(struct url url, struct address *out)
{
	struct str host = url_host(url);

	if (host.n && host.p[host.n - 1] == '.')
		host.n--;
	if (str_equal(host, S("localhost")) || str_ends(host, S(".localhost")))
		host = S("127.0.0.1");
	if (pull_char(&host, '['))
		host.n -= host.n > 0;
	return address_from_text(host, url_port(url), out);
}

/* ---- what the operator allows, and denies ---- */

static bool
pull_port(struct str *s, uint16_t *out)
{
	uint64_t port;

	if (!pull_number(s, UINT16_MAX, &port) || port == 0)
		return false;
	*out = (uint16_t)port;
	return true;
}

/* PORT[-PORT] to the end */
static bool
ports_parse(struct str s, struct address_rule *rule)
{
	if (!pull_port(&s, &rule->from))
		return false;
	rule->to = rule->from;
	if (pull_char(&s, '-') && !pull_port(&s, &rule->to))
		return false;
	return s.n == 0 && rule->from <= rule->to;
}

/* NETWORK[/BITS] to the end */
static bool
network_parse(struct str s, struct address_rule *rule)
{
	ptrdiff_t slash = str_find_char(s, '/', 0);
	struct str text = slash < 0 ? s : str_slice(s, 0, (size_t)slash);
	struct str rest = slash < 0 ? (struct str){ 0 } : str_from(s, (size_t)slash + 1);
	bool is_v4 = str_find_char(text, ':', 0) < 0;
	uint64_t bits = is_v4 ? 32 : 128;
	struct address address;

	if (!address_from_text(text, 0, &address))
		return false;
	if (slash >= 0 && (!pull_number(&rest, bits, &bits) || rest.n))
		return false;
	memcpy(rule->b, address.b, sizeof(rule->b));
	rule->bits = (unsigned)bits + (is_v4 ? 96 : 0);
	return true;
}

static bool
rule_parse(struct str s, struct address_rule *rule)
{
	struct str network = s, inside = s;
	ptrdiff_t colon = str_find_last_char(s, ':');
	bool in_brackets = pull_char(&inside, '[');
	bool is_v6 = str_find_char(s, ':', 0) != colon;

	*rule = (struct address_rule){ 0 };
	if (colon == 0) {
		rule->any_public = true;
		return ports_parse(str_from(s, 1), rule);
	}
	if (in_brackets && !pull_until(&inside, S("]"), &network))
		return false;
	if (!in_brackets && !is_v6 && colon > 0)
		network = str_slice(s, 0, (size_t)colon);
	if (!network_parse(network, rule))
		return false;
	s = str_from(s, network.n + (in_brackets ? 2 : 0));
	return s.n == 0 || (pull_char(&s, ':') && ports_parse(s, rule));
}

static bool
pull_word(struct str *s, struct str *out)
{
	while (s->n && (char_is_space(s->p[0]) || s->p[0] == ','))
		*s = str_from(*s, 1);
	*out = *s;
	while (s->n && !char_is_space(s->p[0]) && s->p[0] != ',')
		*s = str_from(*s, 1);
	out->n -= s->n;
	return out->n > 0;
}

static struct err
words_parse(struct str words, struct address_rule out[ADDRESS_RULES_MAX], size_t *count)
{
	struct str rest = words, word;
	size_t n = 0;

	for (; pull_word(&rest, &word); n++) {
		size_t at = (size_t)(word.p - words.p);
		if (n == ADDRESS_RULES_MAX)
			return err_at(ERR_CONFIG, at, "too many addresses allowed or denied");
		if (!rule_parse(word, &out[n]))
			return err_at(
			    ERR_CONFIG, at, "neither NETWORK/BITS nor NETWORK/BITS:PORT-PORT");
	}
	*count = n;
	return (struct err){ 0 };
}

struct err
address_rules_parse(struct str allow, struct str deny, struct address_rules *out)
{
	struct address_rules rules = { .count = 0 };
	struct err err = words_parse(allow, rules.rules, &rules.count);

	if (!err.code)
		err = words_parse(deny, rules.denied, &rules.denied_count);
	if (!err.code)
		*out = rules;
	return err;
}
