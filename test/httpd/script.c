/*
 * script.c: answers from a file.  A line is a verb and its words, see the table of verbs; # begins
 * a comment.  "at [ADDRESS] PATH" begins a place: what follows answers requests for PATH (* is any)
 * [at that address].  "answer STATUS" begins an answer: several are given one after the other, the
 * last again and again.
 */
#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "httpd.h"

enum { FILE_BYTES = 64 << 20, WORDS = 4 };

struct line {
	struct str words[WORDS]; /* the last holds the rest of the line */
	struct line *next;
};

struct reply {
	struct line *lines, **end;
	struct reply *next;
};

struct place {
	struct str address, path;
	struct reply *replies, **end;
	struct reply *current;
	struct place *next;
};

struct script {
	struct place *places, **end;
};

/* ---- playing: a verb a function ---- */

struct scene {
	struct arena *arena;
	const struct request *request;
	struct answer *answer;
};

static uint64_t
number(struct str s)
{
	uint64_t value = 0;

	if (str_equal(s, S("forever")))
		return FOREVER;
	return pull_number(&s, INT64_MAX, &value) ? value : 0;
}

static struct str
replaced(struct arena *arena, struct str text, struct str name, struct str value)
{
	struct str out = S(""), before;

	while (pull_until(&text, name, &before))
		out = str_join(arena, out, before, value, STR_END);
	return str_join(arena, out, text, STR_END);
}

/* {site} is the address that was asked, {port} its port. */
static struct str
filled_in(struct scene *scene, struct str text)
{
	struct str site = str_join(scene->arena, S("http://"), scene->request->to, STR_END);
	ptrdiff_t colon = str_find_last_char(scene->request->to, ':');
	struct str port = str_from(scene->request->to, (size_t)(colon + 1));

	text = replaced(scene->arena, text, S("{site}"), site);
	return replaced(scene->arena, text, S("{port}"), port);
}

static void
do_header(struct scene *scene, const struct str *word)
{
	struct str line =
	    str_join(scene->arena, word[1], S(" "), word[2], S(" "), word[3], STR_END);

	scene->answer->headers = str_join(scene->arena, scene->answer->headers,
	    filled_in(scene, str_trim(line)), S("\r\n"), STR_END);
}

static void
do_date(struct scene *scene, const struct str *word)
{
	struct str s = word[2];
	int64_t seconds = 0;

	(void)pull_int(&s, &seconds);
	answer_date(scene->arena, scene->answer, str_terminated(scene->arena, word[1]),
	    scene->request->time + seconds);
}

static void
do_text(struct scene *scene, const struct str *word)
{
	struct str text = str_trim(str_join(scene->arena, word[2], S(" "), word[3], STR_END));

	answer_text(scene->answer, str_terminated(scene->arena, word[1]), text, scene->arena);
}

static void
do_file(struct scene *scene, const struct str *word)
{
	struct buf bytes CLEAN(buf_done) = { .max = FILE_BYTES };
	int fd CLEAN(fd_close) = open(str_terminated(scene->arena, word[2]), O_RDONLY | O_CLOEXEC);

	if (fd < 0 || fd_read_all(fd, FILE_BYTES - 1, &bytes).code)
		scene->answer->status = 500;
	answer_text(scene->answer, str_terminated(scene->arena, word[1]),
	    str_copy(scene->arena, buf_str(&bytes)), scene->arena);
}

static void
do_feed(struct scene *scene, const struct str *word)
{
	struct str site = str_join(scene->arena, S("http://"), scene->request->to, STR_END);
	struct str feed =
	    feed_invent(scene->arena, &(struct invented){ .items = (unsigned)number(word[1]),
					  .version = (unsigned)number(word[2]),
					  .site = site,
					  .more = filled_in(scene, word[3]) });

	answer_text(scene->answer, "application/rss+xml", feed, scene->arena);
}

static void
do_fill(struct scene *scene, const struct str *word)
{
	enum { UNIT = 1 << 16 };
	unsigned char *zeros = arena_alloc(scene->arena, UNIT);
	uint64_t bytes = number(word[1]);
	bool endless = bytes == FOREVER;

	scene->answer->body = (struct body){ .unit = { zeros, UNIT },
		.times = endless ? FOREVER : bytes / UNIT,
		.tail = { zeros, endless ? 0 : (size_t)(bytes % UNIT) } };
}

static void
do_bomb(struct scene *scene, const struct str *word)
{
	answer_bomb(scene->arena, scene->answer, number(word[1]), (unsigned)number(word[2]));
}

static void
do_headers(struct scene *scene, const struct str *word)
{
	struct buf all CLEAN(buf_done) = { 0 };
	uint64_t count = number(word[1]), bytes = number(word[2]);
	char *value = arena_alloc(scene->arena, bytes + 1);

	memset(value, 'x', bytes);
	for (uint64_t i = 0; i < count; i++)
		buf_push_format(&all, "X-%llu: %s\r\n", (unsigned long long)i, value);
	scene->answer->headers =
	    str_join(scene->arena, scene->answer->headers, buf_str(&all), STR_END);
}

static void
do_length(struct scene *scene, const struct str *word)
{
	scene->answer->length = str_equal(word[1], S("none"))	   ? LENGTH_NONE
				: str_equal(word[1], S("chunked")) ? LENGTH_CHUNKED
								   : (int64_t)number(word[1]);
}

static void
do_gzip(struct scene *scene, const struct str *word)
{
	(void)word;
	answer_gzip(scene->arena, scene->answer);
}

static void
do_number(struct scene *scene, const struct str *word)
{
	uint64_t value = number(word[1]);

	if (str_equal(word[0], S("rate")))
		scene->answer->rate = value;
	else if (str_equal(word[0], S("cut")))
		scene->answer->cut = value;
	else
		scene->answer->status = (int)value;
}

static void
do_flag(struct scene *scene, const struct str *word)
{
	struct answer *answer = scene->answer;

	answer->validate |= str_equal(word[0], S("validate"));
	answer->raw |= str_equal(word[0], S("raw"));
	answer->close |= str_equal(word[0], S("close"));
	if (str_equal(word[0], S("silent")))
		answer->status = 0;
}

static const struct verb {
	const char *name;
	void (*play)(struct scene *scene, const struct str *word);
} verbs[] = {
	{ "answer", do_number },   /* STATUS */
	{ "header", do_header },   /* NAME: VALUE, with {site} and {port}, the address asked */
	{ "date", do_date },	   /* NAME SECONDS: an HTTP date, so many seconds from now */
	{ "text", do_text },	   /* TYPE WORDS: a body */
	{ "file", do_file },	   /* TYPE PATH: a body */
	{ "feed", do_feed },	   /* ITEMS [VERSION [MARKUP]]: invented, with MARKUP at its head */
	{ "fill", do_fill },	   /* BYTES: a body of zeros; "forever" never ends */
	{ "bomb", do_bomb },	   /* BYTES LAYERS: zeros in gzip */
	{ "headers", do_headers }, /* COUNT BYTES: so many headers of so many bytes */
	{ "gzip", do_gzip },	   /* the body is compressed */
	{ "validate", do_flag },   /* 304 where the client holds the validator */
	{ "length", do_length },   /* N: what Content-Length claims; "none", "chunked" */
	{ "rate", do_number },	   /* BYTES a second, head included */
	{ "cut", do_number },	   /* BYTES: the connection ends there, head included */
	{ "raw", do_flag },	   /* no head: the body is all */
	{ "close", do_flag },	   /* the connection ends with the answer */
	{ "silent", do_flag },	   /* nothing is said */
};

static const struct verb *
verb_find(struct str name)
{
	for (size_t i = 0; i < LENGTH(verbs); i++)
		if (str_equal(name, str_from_c(verbs[i].name)))
			return &verbs[i];
	return NULL;
}

static bool
place_is(const struct place *place, const struct request *request)
{
	struct str to = request->to, address;
	bool any = str_equal(place->path, S("*"));

	return (any || str_equal(place->path, request->target)) &&
	       (!place->address.n ||
		   (pull_field(&to, ':', &address) && str_equal(address, place->address)));
}

void
script_play(void *context, struct arena *arena, const struct request *request, struct answer *out)
{
	struct script *script = context;
	struct scene scene = { arena, request, out };
	struct place *place = script->places;

	while (place && !place_is(place, request))
		place = place->next;
	out->status = 404;
	if (!place || !place->current)
		return;
	for (struct line *line = place->current->lines; line; line = line->next)
		verb_find(line->words[0])->play(&scene, line->words);
	if (place->current->next)
		place->current = place->current->next;
}

/* ---- reading ---- */

static void
place_add(struct script *script, struct arena *arena, const struct str *word)
{
	struct place *place = arena_new(arena, struct place);
	bool addressed = word[2].n > 0;

	place->address = addressed ? word[1] : S("");
	place->path = addressed ? word[2] : word[1];
	place->end = &place->replies;
	*script->end = place;
	script->end = &place->next;
}

static struct place *
last_place(const struct script *script)
{
	struct place *place = script->places;

	while (place && place->next)
		place = place->next;
	return place;
}

static void
reply_add(struct place *place, struct arena *arena)
{
	struct reply *reply = arena_new(arena, struct reply);

	reply->end = &reply->lines;
	if (!place->current)
		place->current = reply;
	*place->end = reply;
	place->end = &reply->next;
}

static struct reply *
last_reply(const struct place *place)
{
	struct reply *reply = place->replies;

	while (reply->next)
		reply = reply->next;
	return reply;
}

static struct err
line_add(struct script *script, struct arena *arena, const struct line *line)
{
	struct place *place = last_place(script);
	bool begins = str_equal(line->words[0], S("answer"));

	if (str_equal(line->words[0], S("at"))) {
		place_add(script, arena, line->words);
		return (struct err){ 0 };
	}
	if (!place || !verb_find(line->words[0]) || (!begins && !place->replies))
		return err_new(ERR_USAGE, "the script has a line that it cannot have there");
	if (begins)
		reply_add(place, arena);
	struct line *copy = arena_new(arena, struct line);
	*copy = *line;
	struct reply *reply = last_reply(place);
	*reply->end = copy;
	reply->end = &copy->next;
	return (struct err){ 0 };
}

static struct line
line_split(struct str s)
{
	struct line line = { 0 };

	s = str_trim(s);
	for (size_t i = 0; i < WORDS && s.n; i++) {
		line.words[i] = s;
		if (i + 1 < WORDS)
			(void)pull_field(&s, ' ', &line.words[i]);
		s = str_trim(s);
	}
	return line;
}

struct err
script_parse(struct str text, struct arena *arena, struct script **out)
{
	struct script *script = arena_new(arena, struct script);
	struct err e = { 0 };
	struct str s;

	script->end = &script->places;
	while (!e.code && pull_line(&text, &s)) {
		struct line line = line_split(s);
		if (line.words[0].n && line.words[0].p[0] != '#')
			e = line_add(script, arena, &line);
	}
	if (!e.code)
		*out = script;
	return e;
}

struct err
script_read(const char *path, struct arena *arena, struct script **out)
{
	struct buf bytes CLEAN(buf_done) = { .max = FILE_BYTES };
	int fd CLEAN(fd_close) = open(path, O_RDONLY | O_CLOEXEC);
	struct err e =
	    fd < 0 ? err_from_errno(errno, "the script") : fd_read_all(fd, FILE_BYTES - 1, &bytes);

	return e.code ? e : script_parse(str_copy(arena, buf_str(&bytes)), arena, out);
}
