#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <stdlib.h>

#include "base/arena.h"
#include "net/trust.h"

struct trust {
	X509_STORE *store;
	unsigned count;
};

enum { AUTHORITIES_MAX = 4096 };

/* Whether there may be another behind it. */
static bool
read_one(BIO *from, struct trust *trust)
{
	X509 *certificate = PEM_read_bio_X509(from, NULL, NULL, NULL);
	unsigned long fault = ERR_peek_last_error();

	ERR_clear_error();
	if (!certificate)
		return !(ERR_GET_LIB(fault) == ERR_LIB_PEM &&
			 ERR_GET_REASON(fault) == PEM_R_NO_START_LINE);
	trust->count += X509_STORE_add_cert(trust->store, certificate) == 1;
	X509_free(certificate);
	return true;
}

static void
read_all(struct str pem, struct trust *trust)
{
	BIO *from = BIO_new_mem_buf(pem.p, (int)pem.n);

	for (unsigned i = 0; from && i < AUTHORITIES_MAX && read_one(from, trust); i++)
		;
	BIO_free(from);
}

struct err
trust_open(struct str pem, struct trust **out)
{
	struct trust *trust = mem_alloc(sizeof(*trust));

	*trust = (struct trust){ .store = X509_STORE_new() };
	if (!trust->store) {
		free(trust);
		return err_new(ERR_LIBRARY, "OpenSSL");
	}
	/* as libcurl has it: whoever is trusted need not lead to a root */
	X509_STORE_set_flags(trust->store, X509_V_FLAG_TRUSTED_FIRST | X509_V_FLAG_PARTIAL_CHAIN);
	if (pem.n)
		read_all(pem, trust);
	*out = trust;
	return (struct err){ 0 };
}

unsigned
trust_count(const struct trust *trust)
{
	return trust->count;
}

void
trust_apply(const struct trust *trust, void *context)
{
	SSL_CTX_set1_cert_store(context, trust->store);
}

void
trust_close(struct trust *trust)
{
	if (!trust)
		return;
	X509_STORE_free(trust->store);
	free(trust);
}
