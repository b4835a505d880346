#include <errno.h>
#include <fcntl.h>

#include "cmd/network.h"
#include "text/url.h"

enum { CONTACT_MAX = 200, AUTHORITIES_MAX = 4 << 20 };

bool
network_has_contact(const struct context *context)
{
	const char *contact = option_text(&context->options, "contact");

	return contact && *contact;
}

void
network_advise(struct context *context)
{
	if (network_has_contact(context))
		return;
	advise(context,
	    "\nSay who asks, so that sites can reach you: put these lines into %s/xinshi.conf\n"
	    "  [net]\n  contact = https://your.site/about   (or a mail address)",
	    context->dir);
}

/* It goes into a header, inside brackets. */
static bool
is_contact(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] <= ' ' || s.p[i] > '~' || strchr("()<>\\\"", s.p[i]))
			return false;
	return s.n <= CONTACT_MAX &&
	       (str_find_char(s, '@', 1) > 0 || str_starts(s, S("https://")) ||
		   str_starts(s, S("http://")));
}

static struct err
set_agent(struct context *context, struct gate_settings *out)
{
	struct str contact = str_from_c(option_text(&context->options, "contact"));

	if (!contact.n) {
		out->user_agent = S("xinshi/" VERSION);
		return (struct err){ 0 };
	}
	if (!is_contact(contact))
		return fault(context, err_new(ERR_USAGE, NULL), NULL,
		    "contact is a web address (https://news.example/about) or a mail address, "
		    "without blanks or brackets");
	out->user_agent = str_join(&context->arena, S("xinshi/" VERSION " (+"),
	    str_find(contact, S("://"), 0) < 0 ? S("mailto:") : S(""), contact, S(")"), STR_END);
	return (struct err){ 0 };
}

static struct err
set_proxy(struct context *context, struct gate_settings *out)
{
	static const struct str schemes[] = { STR_INIT("socks5h://"), STR_INIT("socks5://"),
		STR_INIT("socks4a://"), STR_INIT("socks4://"), STR_INIT("http://"),
		STR_INIT("https://") };
	struct str proxy = str_from_c(option_text(&context->options, "proxy")), rest;

	out->proxy = proxy;
	for (size_t i = 0; i < LENGTH(schemes); i++)
		if (rest = proxy, pull_str(&rest, schemes[i]) && rest.n)
			return (struct err){ 0 };
	return !proxy.n ? (struct err){ 0 }
			: fault(context, err_new(ERR_USAGE, NULL), NULL,
			      "proxy is of the form socks5h://127.0.0.1:9050 or http://proxy:3128, "
			      "not '%.*s'",
			      STR_ARGS(proxy));
}

/* The gate has no files: it is told what is in them. */
static struct err
set_authorities(struct context *context, struct gate_settings *out)
{
	const char *path = option_text(&context->options, "authorities");
	struct buf text CLEAN(buf_done) = { 0 };
	int fd CLEAN(fd_close) = -1;
	struct err e;

	if (!path || !*path)
		return (struct err){ 0 };
	fd = open(path, O_RDONLY | O_CLOEXEC);
	e = fd < 0 ? err_from_errno(errno, NULL) : fd_read_all(fd, AUTHORITIES_MAX, &text);
	if (!e.code && utf8_valid_length(buf_raw(&text)) != text.n)
		e = err_new(ERR_UTF8, NULL);
	if (e.code)
		return fault(context, e, "a file of certificates (PEM)", "--authorities %s", path);
	out->authorities = str_copy(&context->arena, buf_str(&text));
	return e;
}

/* The gate takes words. */
static struct str
networks(struct context *context, const char *option)
{
	const char *typed = option_text(&context->options, option);
	char *words = str_terminated(&context->arena, str_from_c(typed));

	for (char *p = words; *p; p++)
		if (*p == ',')
			*p = ' ';
	return str_trim(str_from_c(words));
}

struct err
network_settings(struct context *context, struct gate_settings *out)
{
	const struct options *options = &context->options;
	struct err e;

	gate_settings_init(out);
	out->allow = networks(context, "allow");
	out->deny = networks(context, "deny");
	out->host_gap_ms = option_number(options, "host-gap", out->host_gap_ms);
	out->host_connections = option_number(options, "host-connections", out->host_connections);
	out->connections = option_number(options, "connections", out->connections);
	out->connect_ms = 1000 * option_number(options, "connect-timeout", out->connect_ms / 1000);
	out->idle_ms = 1000 * option_number(options, "idle-timeout", out->idle_ms / 1000);
	out->total_ms = 1000 * option_number(options, "total-timeout", out->total_ms / 1000);
	e = set_agent(context, out);
	if (!e.code)
		e = set_authorities(context, out);
	return e.code ? e : set_proxy(context, out);
}
