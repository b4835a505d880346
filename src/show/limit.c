#include <netinet/in.h>

#include "show/limit.h"
#include "show/listen.h"

/* The network's own bits of an address. */
static struct str
network_of(const struct sockaddr *peer)
{
	enum { FOUR = 3, SIX = 7 };
	const struct sockaddr_in6 *six = (const void *)peer;
	const struct sockaddr_in *four = (const void *)peer;

	if (peer->sa_family == AF_INET)
		return (struct str){ (const char *)&four->sin_addr, FOUR };
	if (peer->sa_family != AF_INET6)
		return S("");
	if (IN6_IS_ADDR_V4MAPPED(&six->sin6_addr))
		return (struct str){ (const char *)&six->sin6_addr.s6_addr[12], FOUR };
	return (struct str){ (const char *)&six->sin6_addr, SIX };
}

/* The peer's bucket, filled up to now. */
static struct limit_bucket *
bucket_of(struct limit *limit, const struct sockaddr *peer, uint64_t now_ms)
{
	uint64_t hash = str_hash(network_of(peer));
	struct limit_bucket *bucket = &limit->buckets[(hash ^ hash >> 32) % LIMIT_BUCKETS];
	uint64_t back = now_ms > bucket->at_ms ? (now_ms - bucket->at_ms) * LIMIT_A_SECOND : 0;

	bucket->spent = back < bucket->spent ? bucket->spent - (uint32_t)back : 0;
	bucket->at_ms = now_ms;
	return bucket;
}

bool
limit_allows(struct limit *limit, const struct sockaddr *peer, uint64_t now_ms)
{
	if (!peer || address_is_loopback(peer))
		return true;
	return bucket_of(limit, peer, now_ms)->spent < LIMIT_FULL * 1000;
}

void
limit_spend(struct limit *limit, const struct sockaddr *peer, uint64_t now_ms, unsigned cost)
{
	if (peer && !address_is_loopback(peer))
		bucket_of(limit, peer, now_ms)->spent += cost * 1000;
}
