#include "net/header.h"

/* ---- taking apart ---- */

/* HTTP/1.1 200 OK; HTTP/2 200 */
static bool
status_line(struct str line, int *out)
{
	struct str version;
	unsigned status;

	if (!pull_str_nocase(&line, S("HTTP/")) || !pull_until(&line, S(" "), &version))
		return false;
	pull_spaces(&line);
	if (!pull_digits(&line, 3, &status) || status < 100 ||
	    (line.n && !char_is_space(line.p[0])))
		return false;
	*out = (int)status;
	return true;
}

/* RFC 9110, 5.6.2 */
static bool
is_token(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (!char_is_alpha(s.p[i]) && !char_is_digit(s.p[i]) &&
		    (!s.p[i] || !strchr("!#$%&'*+-.^_`|~", s.p[i])))
			return false;
	return s.n > 0;
}

static struct raw
raw_of(struct str s)
{
	return raw_from_str(str_trim(s));
}

/* A line that begins with white space goes on with the field before it (RFC 9112, 5.2): they are
 * neighbours, so its value now ends later. */
static void
field_continue(struct field *field, struct str line)
{
	line = str_trim(line);
	field->value.n = (size_t)((const unsigned char *)line.p + line.n - field->value.p);
}

static void
field_unfold(struct arena *arena, struct field *field)
{
	struct str rest = { (const char *)field->value.p, field->value.n }, line;
	char *to;
	size_t n = 0;

	if (str_find_char(rest, '\n', 0) < 0)
		return;
	to = arena_alloc_dirty(arena, rest.n);
	while (pull_line(&rest, &line)) {
		line = str_trim(line);
		if (n && line.n)
			to[n++] = ' ';
		memcpy(to + n, line.p, line.n);
		n += line.n;
	}
	field->value = (struct raw){ (unsigned char *)to, n };
}

static void
take_line(struct arena *arena, struct head *head, struct str line)
{
	struct str name;
	ptrdiff_t colon;

	if (char_is_space(line.p[0])) {
		if (head->count)
			field_continue(&head->fields[head->count - 1], line);
		return;
	}
	colon = str_find_char(line, ':', 0);
	name = str_slice(line, 0, colon < 0 ? 0 : (size_t)colon);
	if (!is_token(name) || head->count == HEAD_FIELDS_MAX)
		return;
	arena_push(arena, head->fields, head->count, head->capacity);
	head->fields[head->count++] =
	    (struct field){ name, raw_of(str_from(line, (size_t)colon + 1)) };
}

struct err
head_parse(struct arena *arena, struct raw bytes, struct head *out)
{
	/* bytes as text for the verbs' sake alone; nothing here looks beyond ASCII */
	struct str rest = { (const char *)bytes.p, bytes.n }, line;
	struct head head = { 0 };

	if (!pull_line(&rest, &line) || !status_line(line, &head.status))
		return err_new(ERR_HTTP, "no status line");
	while (pull_line(&rest, &line) && line.n)
		take_line(arena, &head, line);
	for (size_t i = 0; i < head.count; i++)
		field_unfold(arena, &head.fields[i]);
	*out = head;
	return (struct err){ 0 };
}

struct raw
head_field(const struct head *head, struct str name)
{
	for (size_t i = 0; i < head->count; i++)
		if (str_equal_nocase(head->fields[i].name, name))
			return head->fields[i].value;
	return (struct raw){ 0 };
}

bool
head_value_is_text(struct raw value)
{
	for (size_t i = 0; i < value.n; i++)
		if ((value.p[i] < ' ' && value.p[i] != '\t') || value.p[i] == 0x7f)
			return false;
	return utf8_valid_length(value) == value.n;
}

struct str
head_text(const struct head *head, struct str name)
{
	struct raw value = head_field(head, name);

	return head_value_is_text(value) ? (struct str){ (const char *)value.p, value.n }
					 : (struct str){ 0 };
}

struct raw
head_list(struct arena *arena, const struct head *head, struct str name)
{
	struct buf all CLEAN(buf_done) = { 0 };

	for (size_t i = 0; i < head->count; i++) {
		if (!str_equal_nocase(head->fields[i].name, name) || !head->fields[i].value.n)
			continue;
		if (all.n)
			buf_push_literal(&all, ", ");
		buf_push_raw(&all, head->fields[i].value);
	}
	return raw_copy(arena, buf_raw(&all));
}

/* ---- where it leads, and how it is packed ---- */

/* Bytes as text: those that are no UTF-8 are percent-encoded one by one, as browsers do. */
static struct str
encode_foreign(struct arena *arena, struct raw value)
{
	struct buf out CLEAN(buf_done) = { .max = 3 * URL_MAX };

	if (utf8_valid_length(value) == value.n)
		return (struct str){ (const char *)value.p, value.n };
	for (size_t i = 0; i < value.n; i++) {
		if (value.p[i] < 0x80)
			buf_push_char(&out, (char)value.p[i]);
		else
			buf_push_format(&out, "%%%02X", value.p[i]);
	}
	return str_copy(arena, buf_str(&out));
}

bool
head_location(struct arena *arena, const struct head *head, struct url url, struct url *out)
{
	struct raw value = head_field(head, S("Location"));
	struct str text;
	struct url next;
	ptrdiff_t fragment;

	if (!value.n || value.n > URL_MAX)
		return false;
	if (url_parse(arena, encode_foreign(arena, value), &url, &next).code)
		return false;
	text = url_str(next);
	fragment = str_find_char(text, '#', 0);
	if (fragment >= 0)
		text.n = (size_t)fragment;
	*out = (struct url){ text.p, text.n };
	return true;
}

static const struct {
	const char *name;
	enum coding coding;
} codings[] = {
	{ "gzip", CODING_GZIP },
	{ "x-gzip", CODING_GZIP },
	{ "deflate", CODING_DEFLATE },
	{ "br", CODING_BROTLI },
};

static enum coding
coding_named(struct str name)
{
	for (size_t i = 0; i < LENGTH(codings); i++)
		if (str_equal_nocase(name, str_from_c(codings[i].name)))
			return codings[i].coding;
	return CODING_NONE;
}

int
head_codings(struct arena *arena, const struct head *head, enum coding out[CODINGS_MAX])
{
	struct raw list = head_list(arena, head, S("Content-Encoding"));
	struct str rest = { (const char *)list.p, list.n }, name;
	int count = 0;

	while (pull_field(&rest, ',', &name)) {
		enum coding coding = coding_named(str_trim(name));
		if (coding == CODING_NONE)
			continue;
		if (count == CODINGS_MAX)
			return -1;
		out[count++] = coding;
	}
	return count;
}
