#include "net/name.h"
#include "net/transfer.h"

/* What libcurl's codes are to us; others are ERR_HTTP. */
static const struct {
	CURLcode result;
	enum err_code code;
	const char *what;
} results[] = {
	{ CURLE_URL_MALFORMAT, ERR_URL, NULL },
	{ CURLE_UNSUPPORTED_PROTOCOL, ERR_HTTP, "no HTTP head" }, /* HTTP/0.9 */
	{ CURLE_COULDNT_RESOLVE_HOST, ERR_DNS, NULL },
	{ CURLE_COULDNT_RESOLVE_PROXY, ERR_DNS, "proxy" },
	{ CURLE_COULDNT_CONNECT, ERR_CONNECT, NULL },
	{ CURLE_PROXY, ERR_CONNECT, "proxy" },
	{ CURLE_OPERATION_TIMEDOUT, ERR_SLOW, NULL },
	{ CURLE_PARTIAL_FILE, ERR_TRUNCATED, "shorter than announced" },
	{ CURLE_GOT_NOTHING, ERR_HTTP, "no answer" },
	{ CURLE_SEND_ERROR, ERR_CONNECT, "connection lost" },
	{ CURLE_RECV_ERROR, ERR_TRUNCATED, "connection lost" },
	{ CURLE_HTTP2, ERR_HTTP, "HTTP/2" },
	{ CURLE_HTTP2_STREAM, ERR_TRUNCATED, "HTTP/2 stream" },
	/* what libcurl says of a line longer than 100 KB */
	{ CURLE_OUT_OF_MEMORY, ERR_TOO_BIG, "field of the head" },
	{ CURLE_WEIRD_SERVER_REPLY, ERR_HTTP, "malformed head" },
	{ CURLE_SSL_CONNECT_ERROR, ERR_TLS, "handshake" },
	{ CURLE_PEER_FAILED_VERIFICATION, ERR_TLS, "certificate is for another host" },
	{ CURLE_SSL_CIPHER, ERR_TLS, "no common cipher" },
	{ CURLE_SSL_ISSUER_ERROR, ERR_TLS, "issuer" },
	{ CURLE_SSL_INVALIDCERTSTATUS, ERR_TLS, "certificate status" },
	{ CURLE_SSL_CACERT_BADFILE, ERR_TLS, "no certificates to trust" },
	{ CURLE_SSL_SHUTDOWN_FAILED, ERR_TLS, "shutdown" },
};

static struct err
err_from_result(CURLcode result)
{
	for (size_t i = 0; i < LENGTH(results); i++)
		if (results[i].result == result)
			return err_new(results[i].code, results[i].what);
	return err_new(ERR_HTTP, "malformed answer");
}

/* Why a certificate is not trusted, by OpenSSL's numbers (X509_V_ERR_*). */
static const struct {
	long result;
	const char *what;
} verdicts[] = {
	{ 9, "certificate is not valid yet" },
	{ 10, "certificate has expired" },
	{ 18, "certificate is signed by itself" },
	{ 19, "certificate chain ends in one that nobody vouches for" },
	{ 20, "certificate is from an issuer that is not trusted" },
	{ 21, "certificate chain is not complete" },
	{ 23, "certificate was revoked" },
	/* libcurl looks at names first, and then has asked OpenSSL nothing yet */
	{ 1, "certificate is for another host" },
};

static long
verify_result(CURL *easy)
{
	long result = 0;

	curl_easy_getinfo(easy, CURLINFO_SSL_VERIFYRESULT, &result);
	return result;
}

static const char *
certificate_fault(CURL *easy)
{
	long result = verify_result(easy);

	for (size_t i = 0; i < LENGTH(verdicts); i++)
		if (verdicts[i].result == result)
			return verdicts[i].what;
	return "certificate is not trusted";
}

/* Through a proxy it is the proxy that resolves. */
static const char *
host_fault(const struct transfer *transfer)
{
	const char *url = NULL;
	curl_off_t took_us = 0;
	struct str address;

	curl_easy_getinfo(transfer->easy, CURLINFO_EFFECTIVE_URL, &url);
	curl_easy_getinfo(transfer->easy, CURLINFO_TOTAL_TIME_T, &took_us);
	if (!url || transfer->http->proxy_port)
		return NULL;
	address = str_from_c(url);
	return name_fault(url_host((struct url){ address.p, address.n }), took_us / 1000,
	    &transfer->http->deaf_until_ms);
}

/* Time ran out before the name was an address. */
static bool
is_unresolved(const struct transfer *transfer)
{
	curl_off_t took_us = 0;

	curl_easy_getinfo(transfer->easy, CURLINFO_NAMELOOKUP_TIME_T, &took_us);
	return took_us == 0 && !transfer->opened;
}

/* Where the connection broke, or time ran out: a head that never came is another fault than a body
 * that breaks off. */
static struct err
place(const struct transfer *transfer, CURLcode result)
{
	struct err err = err_from_result(result);

	if (transfer->denied && !transfer->opened)
		return err_new(ERR_ADDRESS, transfer->denied);
	if (err.code == ERR_TRUNCATED && !transfer->head_ended)
		return err_new(ERR_HTTP, "no answer");
	if (result == CURLE_PEER_FAILED_VERIFICATION)
		err = err_at(ERR_TLS, (uint64_t)verify_result(transfer->easy),
		    certificate_fault(transfer->easy));
	if (result == CURLE_COULDNT_RESOLVE_HOST)
		err.what = host_fault(transfer);
	if (err.code == ERR_SLOW && is_unresolved(transfer))
		return err_new(ERR_DNS, name_fault_of(0));
	if (err.code == ERR_SLOW)
		err.what = transfer->head_ended ? "body"
			   : transfer->opened	? "no answer in time"
						: "no connection in time";
	return err;
}

static void
take_address(struct transfer *transfer)
{
	const char *ip = NULL;
	long port = 0;
	struct buf text CLEAN(buf_done) = { 0 };

	curl_easy_getinfo(transfer->easy, CURLINFO_PRIMARY_IP, &ip);
	curl_easy_getinfo(transfer->easy, CURLINFO_PRIMARY_PORT, &port);
	if (!ip || !*ip)
		return;
	buf_push_format(&text, "%s %ld", ip, port);
	if (text.n < sizeof(transfer->response->address))
		memcpy(transfer->response->address, text.p, text.n);
}

/* What the operator's proxy is told of him is not for the archive. */
static void
forget_password(struct buf *request)
{
	static const struct str name = STR_INIT("\r\nProxy-Authorization:");
	ptrdiff_t from = str_find_nocase(buf_str(request), name, 0);
	ptrdiff_t to = from < 0 ? -1 : str_find(buf_str(request), S("\r\n"), (size_t)from + name.n);

	if (to < 0)
		return;
	memmove(request->p + from, request->p + to, request->n - (size_t)to);
	request->n -= (size_t)(to - from);
}

void
transfer_end(struct transfer *transfer, CURLcode result)
{
	struct response *response = transfer->response;

	if (!transfer->is_cut && result != CURLE_OK)
		transfer_fail(transfer, place(transfer, result));
	if (!transfer->is_cut && !response->err.code && transfer->inflate)
		transfer_fail(transfer, inflate_end(transfer->inflate));
	if (!response->err.code && response->status < 200)
		transfer_fail(transfer, err_new(ERR_HTTP, "no answer"));
	if (!transfer->head_ended)
		response->status = 0;
	if (response->received)
		response->digest = digest_final(&transfer->digest);
	forget_password(&response->request);
	take_address(transfer);
}
