#include "base/md5.h"

/* Section 3.4: the sine of 1 to 64, times 2^32. */
static const uint32_t sines[64] = { 0xd76aa478, 0xe8c7b756, 0x242070db, 0xc1bdceee, 0xf57c0faf,
	0x4787c62a, 0xa8304613, 0xfd469501, 0x698098d8, 0x8b44f7af, 0xffff5bb1, 0x895cd7be,
	0x6b901122, 0xfd987193, 0xa679438e, 0x49b40821, 0xf61e2562, 0xc040b340, 0x265e5a51,
	0xe9b6c7aa, 0xd62f105d, 0x02441453, 0xd8a1e681, 0xe7d3fbc8, 0x21e1cde6, 0xc33707d6,
	0xf4d50d87, 0x455a14ed, 0xa9e3e905, 0xfcefa3f8, 0x676f02d9, 0x8d2a4c8a, 0xfffa3942,
	0x8771f681, 0x6d9d6122, 0xfde5380c, 0xa4beea44, 0x4bdecfa9, 0xf6bb4b60, 0xbebfbc70,
	0x289b7ec6, 0xeaa127fa, 0xd4ef3085, 0x04881d05, 0xd9d4d039, 0xe6db99e5, 0x1fa27cf8,
	0xc4ac5665, 0xf4292244, 0x432aff97, 0xab9423a7, 0xfc93a039, 0x655b59c3, 0x8f0ccc92,
	0xffeff47d, 0x85845dd1, 0x6fa87e4f, 0xfe2ce6e0, 0xa3014314, 0x4e0811a1, 0xf7537e82,
	0xbd3af235, 0x2ad7d2bb, 0xeb86d391 };

/* By round: how far each of four steps turns; which word of the block a step takes (first, and how
 * many further each time). */
static const unsigned char turns[4][4] = { { 7, 12, 17, 22 }, { 5, 9, 14, 20 }, { 4, 11, 16, 23 },
	{ 6, 10, 15, 21 } };
static const unsigned char words[4][2] = { { 0, 1 }, { 1, 5 }, { 5, 3 }, { 0, 7 } };

void
md5_init(struct md5 *md5)
{
	*md5 = (struct md5){ .state = { 0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476 } };
}

static uint32_t
mix(unsigned round, uint32_t x, uint32_t y, uint32_t z)
{
	switch (round) {
	case 0:
		return (x & y) | (~x & z);
	case 1:
		return (x & z) | (y & ~z);
	case 2:
		return x ^ y ^ z;
	default:
		return y ^ (x | ~z);
	}
}

static uint32_t
word_at(const unsigned char *block, unsigned i)
{
	return (uint32_t)block[4 * i] | (uint32_t)block[4 * i + 1] << 8 |
	       (uint32_t)block[4 * i + 2] << 16 | (uint32_t)block[4 * i + 3] << 24;
}

static void
block_add(struct md5 *md5, const unsigned char *block)
{
	uint32_t a = md5->state[0], b = md5->state[1], c = md5->state[2], d = md5->state[3];

	for (unsigned i = 0; i < 64; i++) {
		unsigned round = i / 16, turn = turns[round][i % 4];
		uint32_t sum = a + mix(round, b, c, d) + sines[i] +
			       word_at(block, (words[round][0] + words[round][1] * (i % 16)) % 16);

		a = d, d = c, c = b;
		b += sum << turn | sum >> (32 - turn);
	}
	md5->state[0] += a;
	md5->state[1] += b;
	md5->state[2] += c;
	md5->state[3] += d;
}

void
md5_add(struct md5 *md5, struct raw bytes)
{
	while (bytes.n) {
		size_t used = md5->size % MD5_BLOCK, room = MD5_BLOCK - used,
		       n = bytes.n < room ? bytes.n : room;

		memcpy(md5->block + used, bytes.p, n);
		md5->size += n;
		bytes.p += n, bytes.n -= n;
		if (used + n == MD5_BLOCK)
			block_add(md5, md5->block);
	}
}

/* A bit, zeros, and how many bits there were: section 3.1, 3.2. */
void
md5_final(struct md5 *md5, unsigned char out[MD5_SIZE])
{
	static const unsigned char padding[MD5_BLOCK] = { 0x80 };
	uint64_t bits = md5->size * 8;
	size_t used = md5->size % MD5_BLOCK;
	unsigned char length[8];

	for (unsigned i = 0; i < 8; i++)
		length[i] = (unsigned char)(bits >> 8 * i);
	md5_add(md5, (struct raw){ padding, used < 56 ? 56 - used : 120 - used });
	md5_add(md5, (struct raw){ length, 8 });
	for (unsigned i = 0; i < MD5_SIZE; i++)
		out[i] = (unsigned char)(md5->state[i / 4] >> 8 * (i % 4));
}
