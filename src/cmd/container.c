#include <errno.h>
#include <fcntl.h>

#include "cmd/container.h"

struct container {
	struct intake *intake;
	struct stream *stream;
	const char *root;
	struct buf name, bytes;
	bool ended; /* the entry at hand */
	struct err
	    refused;	/* the entry at hand: a name that leaves the container, a link, a hole */
	struct err err; /* of the container: sticks */
};

static struct raw
entry_name(struct raw name)
{
	while (name.n > 1 && name.p[0] == '.' && name.p[1] == '/') {
		name = (struct raw){ name.p + 2, name.n - 2 };
		while (name.n && name.p[0] == '/')
			name = (struct raw){ name.p + 1, name.n - 1 };
	}
	return name;
}

static struct raw
own_name(struct raw name)
{
	size_t from = name.n;

	while (from && name.p[from - 1] != '/')
		from--;
	return (struct raw){ name.p + from, name.n - from };
}

static bool
is_hidden(struct raw name)
{
	struct str rest = { (const char *)name.p, name.n }, part;

	while (pull_field(&rest, '/', &part))
		if (part.n && part.p[0] == '.' && !str_equal(part, S(".")) &&
		    !str_equal(part, S("..")))
			return true;
	return false;
}

/* The next frame of the entry at hand: its bytes, none at its end. */
static struct raw
next_piece(struct container *c)
{
	struct frame frame;

	if (c->ended || c->err.code)
		return (struct raw){ 0 };
	c->err = stream_next(c->stream, &frame);
	if (!c->err.code && frame.kind == FRAME_DATA)
		return frame.bytes;
	if (!c->err.code && frame.kind == FRAME_ERR)
		c->refused = wire_get_err(c->intake->report->arena, frame.bytes);
	else if (!c->err.code && frame.kind != FRAME_END)
		c->err = err_new(ERR_WIRE, "an entry inside an entry");
	c->ended = true;
	return (struct raw){ 0 };
}

/* For intake_large: first what was gathered, then what comes. */
static struct err
read_large(void *user, struct raw *piece)
{
	struct container *c = user;

	if (c->bytes.n) {
		*piece = buf_raw(&c->bytes);
		c->bytes.n = 0;
		return c->err;
	}
	do
		*piece = next_piece(c);
	while (!piece->n && !c->ended && !c->err.code);
	return c->refused.code ? c->refused : c->err;
}

static struct err
import_entry(struct container *c)
{
	struct raw name = entry_name(buf_raw(&c->name));
	struct incoming incoming = { .name = name, .folder = walk_folder(name, c->root) };

	buf_reset(&c->bytes);
	while (!c->ended && !c->err.code && c->bytes.n <= ARTICLE_FILE_MAX)
		buf_push_raw(&c->bytes, next_piece(c));
	if (c->refused.code)
		report_problem(c->intake->report, name, c->refused);
	if (c->err.code || c->refused.code)
		return (struct err){ 0 };
	if (c->ended)
		return intake_bytes(c->intake, &incoming, buf_raw(&c->bytes));
	return intake_large(c->intake, &incoming, read_large, c);
}

static struct err
skip_entry(struct container *c, enum skip why)
{
	c->intake->report->skipped[why]++;
	while (!c->ended && !c->err.code)
		next_piece(c);
	return (struct err){ 0 };
}

static struct err
entry(struct container *c, struct raw name)
{
	buf_reset(&c->name);
	buf_push_raw(&c->name, name);
	c->ended = false;
	c->refused = (struct err){ 0 };
	name = entry_name(buf_raw(&c->name));
	if (is_hidden(name))
		return skip_entry(c, SKIP_HIDDEN);
	if (!walk_is_article(own_name(name)))
		return skip_entry(
		    c, walk_is_container(own_name(name)) ? SKIP_CONTAINER : SKIP_TYPE);
	return import_entry(c);
}

static struct err
entries(struct container *c)
{
	struct frame frame;
	struct err e = { 0 };

	while (!e.code && !interrupted()) {
		c->err = stream_next(c->stream, &frame);
		if (c->err.code || frame.kind == FRAME_END)
			break;
		if (frame.kind == FRAME_ERR)
			c->err = wire_get_err(c->intake->report->arena, frame.bytes);
		else if (frame.kind == FRAME_ENTRY)
			e = entry(c, frame.bytes);
		if (c->err.code)
			break;
	}
	return e;
}

/* The folder that files at the top of a container belong to: its own name without the endings. */
static const char *
root_of(struct arena *arena, const char *path)
{
	const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
	const char *dot = strchr(name, '.');

	return str_terminated(
	    arena, (struct str){ name, dot ? (size_t)(dot - name) : strlen(name) });
}

struct err
container_import(struct intake *intake, const char *path)
{
	struct raw shown = { (const unsigned char *)path, strlen(path) };
	struct container c = { .intake = intake, .root = root_of(intake->report->arena, path) };
	struct arena arena CLEAN(arena_done) = { 0 };
	int fd CLEAN(fd_close) = open(path, O_RDONLY | O_CLOEXEC);
	struct str program;
	struct err e;

	if (fd < 0) {
		report_problem(intake->report, shown, err_from_errno(errno, NULL));
		return (struct err){ 0 };
	}
	e = program_path(&arena, "xinshi-parse", &program);
	if (!e.code)
		e = stream_open(str_terminated(&arena, program), "unpack", fd, &c.stream);
	if (e.code)
		return e;
	e = entries(&c);
	if (c.err.code && !interrupted())
		report_problem(intake->report, shown, c.err);
	stream_close(c.stream);
	buf_done(&c.name);
	buf_done(&c.bytes);
	return e;
}
