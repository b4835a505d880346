#include <assert.h>
#include <curl/curl.h>
#include <stdlib.h>
#include <time.h>

#include "net/http.h"
#include "net/transfer.h"

enum { POLL_FDS_MAX = 8 };

static int64_t
clock_ms(clockid_t clock)
{
	struct timespec now;

	clock_gettime(clock, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* ---- proxies ---- */

/* Those that take names, so that it is the proxy that resolves them. */
static const struct {
	const char *scheme;
	uint16_t port;
} proxies[] = {
	{ "http://", 1080 }, /* as curl has it */
	{ "https://", 443 },
	{ "socks5h://", 1080 },
};

uint16_t
proxy_port(struct str proxy)
{
	for (size_t i = 0; i < LENGTH(proxies); i++) {
		struct str rest = proxy;
		uint64_t port = proxies[i].port;
		ptrdiff_t colon;

		if (!pull_str_nocase(&rest, str_from_c(proxies[i].scheme)))
			continue;
		colon = str_find_last_char(rest, ':');
		if (colon > str_find_last_char(rest, ']') &&
		    colon > str_find_last_char(rest, '@')) {
			rest = str_from(rest, (size_t)colon + 1);
			if (!pull_number(&rest, UINT16_MAX, &port))
				return 0;
		}
		return (uint16_t)port;
	}
	return 0;
}

/* ---- the shop ---- */

struct err
http_warm_up(void)
{
	return curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK ? (struct err){ 0 }
								 : err_new(ERR_LIBRARY, "libcurl");
}

static struct err
open_multi(struct http *http)
{
	http->multi = curl_multi_init();
	if (!http->multi)
		return err_new(ERR_LIBRARY, "libcurl");
	curl_multi_setopt(
	    http->multi, CURLMOPT_MAX_TOTAL_CONNECTIONS, (long)http->settings.connections);
	curl_multi_setopt(http->multi, CURLMOPT_MAXCONNECTS, (long)http->settings.connections);
	return (struct err){ 0 };
}

struct err
http_open(const struct gate_settings *settings, const struct address_rules *rules,
    struct str authorities, struct http **out)
{
	struct http *http = mem_alloc(sizeof(*http));
	struct err err;

	*http = (struct http){ .settings = *settings, .rules = *rules };
	http->settings.user_agent = str_copy(&http->arena, settings->user_agent);
	http->settings.proxy = str_copy(&http->arena, settings->proxy);
	http->proxy = str_terminated(&http->arena, settings->proxy);
	http->proxy_port = proxy_port(settings->proxy);
	err = settings->proxy.n && !http->proxy_port
		  ? err_new(ERR_CONFIG, "proxy: http://, https:// or socks5h://")
		  : open_multi(http);
	if (!err.code)
		err = trust_open(authorities, &http->trust);
	if (err.code) {
		http_close(http);
		return err;
	}
	*out = http;
	return err;
}

void
http_close(struct http *http)
{
	if (!http)
		return;
	while (http->transfers)
		transfer_close(http, http->transfers);
	curl_multi_cleanup(http->multi);
	trust_close(http->trust);
	arena_done(&http->arena);
	free(http);
}

struct err
http_begin(struct http *http, const struct http_request *request, void *owner)
{
	struct transfer *transfer;
	struct err err = transfer_open(http, request, owner, &transfer);

	if (err.code)
		return err;
	transfer->response->began_ms = clock_ms(CLOCK_REALTIME);
	transfer->began = clock_ms(CLOCK_MONOTONIC);
	if (curl_multi_add_handle(http->multi, transfer->easy) == CURLM_OK)
		return (struct err){ 0 };
	transfer_close(http, transfer);
	return err_new(ERR_LIBRARY, "libcurl");
}

bool
http_next(struct http *http, void **owner, struct response **out)
{
	struct transfer *transfer = NULL;
	const CURLMsg *message;
	int left;

	do {
		message = curl_multi_info_read(http->multi, &left);
		if (!message)
			return false;
	} while (message->msg != CURLMSG_DONE);
	curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &transfer);
	transfer_end(transfer, message->data.result);
	transfer->response->took_ms = clock_ms(CLOCK_MONOTONIC) - transfer->began;
	*owner = transfer->owner;
	*out = transfer->response;
	transfer->response = NULL;
	transfer_close(http, transfer);
	return true;
}

void
http_forget(struct http *http, struct response *response)
{
	if (!response)
		return;
	http->held -= response->body.n < http->held ? response->body.n : http->held;
	buf_done(&response->request);
	buf_done(&response->head);
	buf_done(&response->body);
	free(response);
}

void
http_wait(struct http *http, struct pollfd *fds, unsigned count, int timeout_ms)
{
	struct curl_waitfd extra[POLL_FDS_MAX];
	int running;

	assert(count <= POLL_FDS_MAX);
	curl_multi_perform(http->multi, &running);
	/* what has finished by now is to be seen at once */
	if ((unsigned)running < http->count)
		timeout_ms = 0;
	for (unsigned i = 0; i < count; i++)
		extra[i] = (struct curl_waitfd){ fds[i].fd,
			(short)((fds[i].events & POLLIN ? CURL_WAIT_POLLIN : 0) |
				(fds[i].events & POLLOUT ? CURL_WAIT_POLLOUT : 0)),
			0 };
	curl_multi_poll(http->multi, extra, count, timeout_ms, NULL);
	for (unsigned i = 0; i < count; i++)
		fds[i].revents = extra[i].revents;
	curl_multi_perform(http->multi, &running);
}
