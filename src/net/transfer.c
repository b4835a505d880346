#include <stdlib.h>
#include <unistd.h>

#include "net/transfer.h"

void
transfer_fail(struct transfer *transfer, struct err err)
{
	if (!transfer->response->err.code)
		transfer->response->err = err;
}

/* ---- sockets ---- */

/* With a proxy all sockets are to it: it is the operator's word that it may be reached. */
static const char *
judge(const struct http *http, const struct address *address)
{
	if (http->proxy_port)
		return address->port == http->proxy_port ? NULL : "past the proxy";
	return address_denied(&http->rules, address);
}

static curl_socket_t
open_socket(void *context, curlsocktype purpose, struct curl_sockaddr *to)
{
	struct transfer *transfer = context;
	struct address address;
	const char *denied = "neither IPv4 nor IPv6";

	if (purpose == CURLSOCKTYPE_IPCXN && address_from_socket(&to->addr, to->addrlen, &address))
		denied = judge(transfer->http, &address);
	if (denied) {
		transfer->denied = denied;
		return CURL_SOCKET_BAD;
	}
	transfer->opened = true;
	return socket(to->family, to->socktype | SOCK_CLOEXEC, to->protocol);
}

/* Connections are used again: what was let through once is judged for each request. */
static int
before_request(void *context, char *to, char *from, int to_port, int from_port)
{
	struct transfer *transfer = context;
	struct address address;
	(void)from;
	(void)from_port;

	transfer->denied = "no address";
	if (address_from_text(str_from_c(to), (uint16_t)to_port, &address))
		transfer->denied = judge(transfer->http, &address);
	transfer->opened = !transfer->denied;
	return transfer->denied ? CURL_PREREQFUNC_ABORT : CURL_PREREQFUNC_OK;
}

/* ---- heads ---- */

/* The head as it went out; the last one, where there were several. */
static int
debug(CURL *easy, curl_infotype type, char *data, size_t size, void *context)
{
	struct transfer *transfer = context;
	struct buf *request = &transfer->response->request;
	(void)easy;

	if (type != CURLINFO_HEADER_OUT)
		return 0;
	if (str_ends(buf_str(request), S("\r\n\r\n")))
		buf_reset(request);
	buf_push(request, data, size);
	return 0;
}

static bool
leads_elsewhere(int status)
{
	return status >= 300 && status < 400 && status != 304;
}

/* The head is whole: what its body will be. */
static struct err
head_end(struct transfer *transfer)
{
	struct response *response = transfer->response;
	enum coding codings[CODINGS_MAX];
	struct head head;
	struct err err = head_parse(&transfer->arena, buf_raw(&response->head), &head);
	int count;

	if (err.code)
		return err;
	response->status = head.status;
	if (head.status < 200)
		return err;
	transfer->head_ended = true;
	count = head_codings(&transfer->arena, &head, codings);
	if (count < 0)
		return err_new(ERR_HTTP, "more content codings than two");
	if (leads_elsewhere(head.status)) {
		transfer->cut = true;
		transfer->body_max = HTTP_REDIRECT_BODY_MAX;
	}
	response->body.max = (size_t)transfer->body_max;
	transfer->inflate = inflate_open(codings, count);
	return err;
}

/* A line of the head; behind it, trailers, which are nothing to us. */
static size_t
take_head(char *data, size_t one, size_t size, void *context)
{
	struct transfer *transfer = context;
	struct buf *head = &transfer->response->head;
	struct str line = { data, one * size };

	if (transfer->head_ended)
		return line.n;
	if (str_starts_nocase(line, S("HTTP/")) && str_ends(buf_str(head), S("\n")) &&
	    transfer->response->status)
		buf_reset(head); /* after one that only informed (1xx) */
	buf_push_str(head, line);
	if (head->err.code) {
		transfer_fail(transfer, err_at(ERR_TOO_BIG, FETCH_HEAD_MAX, "head"));
		return 0;
	}
	if (str_trim(line).n == 0) {
		struct err err = head_end(transfer);
		transfer_fail(transfer, err);
		return err.code ? 0 : line.n;
	}
	return line.n;
}

/* ---- bodies ---- */

static struct err
take_piece(struct transfer *transfer, struct raw bytes)
{
	struct response *response = transfer->response;
	size_t before = response->body.n;
	struct err err;

	if (!transfer->inflate)
		return err_new(ERR_HTTP, "a body without a head");
	if (transfer->http->held > HTTP_HELD_MAX)
		return err_new(ERR_SLOW, "too much is held at once");
	response->received += (int64_t)bytes.n;
	digest_add(&transfer->digest, bytes);
	err = inflate_push(transfer->inflate, bytes, &response->body);
	transfer->http->held += response->body.n - before;
	if (!err.code && response->received > transfer->body_max)
		err = err_at(ERR_TOO_BIG, (uint64_t)transfer->body_max, "body");
	return err;
}

static size_t
take_body(char *data, size_t one, size_t size, void *context)
{
	struct transfer *transfer = context;
	struct err err = take_piece(transfer, (struct raw){ (unsigned char *)data, one * size });

	if (!err.code)
		return one * size;
	if (err.code == ERR_TOO_BIG && transfer->cut)
		transfer->is_cut = true;
	else
		transfer_fail(transfer, err);
	return 0;
}

/* ---- opening ---- */

static struct err
set_lines(struct transfer *transfer, const struct http_request *request)
{
	for (size_t i = 0; i < request->line_count; i++) {
		char *line = str_terminated(&transfer->arena, request->lines[i]);
		struct curl_slist *more = curl_slist_append(transfer->lines, line);
		if (!more)
			return err_new(ERR_LIBRARY, "libcurl");
		transfer->lines = more;
	}
	return (struct err){ 0 };
}

static void
set_limits(const struct transfer *transfer)
{
	const struct gate_settings *settings = &transfer->http->settings;
	CURL *easy = transfer->easy;

	curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS, (long)settings->connect_ms);
	curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, (long)settings->total_ms);
	curl_easy_setopt(easy, CURLOPT_LOW_SPEED_LIMIT, 1L);
	curl_easy_setopt(easy, CURLOPT_LOW_SPEED_TIME, (long)((settings->idle_ms + 999) / 1000));
	curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
	/* a resolver that hangs is left behind, not waited for */
	curl_easy_setopt(easy, CURLOPT_QUICK_EXIT, 1L);
}

/* What libcurl would do by itself, and must not. */
static void
set_bounds(const struct transfer *transfer)
{
	CURL *easy = transfer->easy;

	curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
	curl_easy_setopt(easy, CURLOPT_REDIR_PROTOCOLS_STR, "http,https");
	curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L);
	curl_easy_setopt(easy, CURLOPT_PATH_AS_IS, 1L);
	curl_easy_setopt(easy, CURLOPT_HTTP_CONTENT_DECODING, 0L);
	curl_easy_setopt(easy, CURLOPT_HTTP09_ALLOWED, 0L);
	curl_easy_setopt(easy, CURLOPT_NETRC, (long)CURL_NETRC_IGNORED);
	curl_easy_setopt(easy, CURLOPT_UNRESTRICTED_AUTH, 0L);
	curl_easy_setopt(easy, CURLOPT_PROXY, transfer->http->proxy);
	curl_easy_setopt(easy, CURLOPT_NOPROXY, "");
	curl_easy_setopt(easy, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
}

/* In place of certificates that libcurl would read anew for each connection. */
static CURLcode
use_trust(CURL *easy, void *context, void *trust)
{
	(void)easy;
	trust_apply(trust, context);
	return CURLE_OK;
}

static void
set_tls(const struct transfer *transfer)
{
	CURL *easy = transfer->easy;

	curl_easy_setopt(easy, CURLOPT_SSL_VERIFYPEER, 1L);
	curl_easy_setopt(easy, CURLOPT_SSL_VERIFYHOST, 2L);
	curl_easy_setopt(easy, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
	curl_easy_setopt(easy, CURLOPT_PROXY_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
	curl_easy_setopt(easy, CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_2TLS);
	/* no file may be looked for once we are locked in */
	curl_easy_setopt(easy, CURLOPT_CAINFO, NULL);
	curl_easy_setopt(easy, CURLOPT_CAPATH, NULL);
	curl_easy_setopt(easy, CURLOPT_PROXY_CAINFO, NULL);
	curl_easy_setopt(easy, CURLOPT_PROXY_CAPATH, NULL);
	curl_easy_setopt(easy, CURLOPT_SSL_CTX_FUNCTION, use_trust);
	curl_easy_setopt(easy, CURLOPT_SSL_CTX_DATA, transfer->http->trust);
}

static void
set_callbacks(struct transfer *transfer)
{
	CURL *easy = transfer->easy;

	curl_easy_setopt(easy, CURLOPT_PRIVATE, transfer);
	curl_easy_setopt(easy, CURLOPT_OPENSOCKETFUNCTION, open_socket);
	curl_easy_setopt(easy, CURLOPT_OPENSOCKETDATA, transfer);
	curl_easy_setopt(easy, CURLOPT_PREREQFUNCTION, before_request);
	curl_easy_setopt(easy, CURLOPT_PREREQDATA, transfer);
	curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, take_head);
	curl_easy_setopt(easy, CURLOPT_HEADERDATA, transfer);
	curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, take_body);
	curl_easy_setopt(easy, CURLOPT_WRITEDATA, transfer);
	/* the only way to see the head as it is sent */
	curl_easy_setopt(easy, CURLOPT_DEBUGFUNCTION, debug);
	curl_easy_setopt(easy, CURLOPT_DEBUGDATA, transfer);
	curl_easy_setopt(easy, CURLOPT_VERBOSE, 1L);
}

static void
set_request(struct transfer *transfer, const struct http_request *request)
{
	CURL *easy = transfer->easy;

	curl_easy_setopt(
	    easy, CURLOPT_URL, str_terminated(&transfer->arena, url_str(request->url)));
	curl_easy_setopt(easy, CURLOPT_HTTPHEADER, transfer->lines);
	if (!request->form.p)
		return;
	buf_push_str(&transfer->form, request->form);
	curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE, (long)transfer->form.n);
	curl_easy_setopt(easy, CURLOPT_POSTFIELDS, transfer->form.n ? transfer->form.p : "");
}

static void
link_in(struct http *http, struct transfer *transfer)
{
	transfer->next = http->transfers;
	transfer->before = &http->transfers;
	if (transfer->next)
		transfer->next->before = &transfer->next;
	http->transfers = transfer;
	http->count++;
}

struct err
transfer_open(
    struct http *http, const struct http_request *request, void *owner, struct transfer **out)
{
	struct transfer *transfer = mem_alloc(sizeof(*transfer));
	struct err err;

	*transfer = (struct transfer){
		.http = http, .owner = owner, .body_max = request->body_max, .cut = request->cut
	};
	link_in(http, transfer);
	transfer->response = mem_alloc(sizeof(*transfer->response));
	*transfer->response =
	    (struct response){ .request.max = FETCH_HEAD_MAX, .head.max = FETCH_HEAD_MAX };
	digest_init(&transfer->digest);
	transfer->easy = curl_easy_init();
	err = transfer->easy ? set_lines(transfer, request) : err_new(ERR_LIBRARY, "libcurl");
	if (err.code) {
		transfer_close(http, transfer);
		return err;
	}
	set_limits(transfer);
	set_bounds(transfer);
	set_tls(transfer);
	set_callbacks(transfer);
	set_request(transfer, request);
	*out = transfer;
	return err;
}

void
transfer_close(struct http *http, struct transfer *transfer)
{
	*transfer->before = transfer->next;
	if (transfer->next)
		transfer->next->before = transfer->before;
	http->count--;
	if (transfer->easy) {
		curl_multi_remove_handle(http->multi, transfer->easy);
		curl_easy_cleanup(transfer->easy);
	}
	curl_slist_free_all(transfer->lines);
	inflate_close(transfer->inflate);
	http_forget(http, transfer->response);
	buf_done(&transfer->form);
	arena_done(&transfer->arena);
	free(transfer);
}
