#include "cmd/command.h"
#include "text/charset.h"

struct err
argument_id(struct context *context, size_t i, int64_t *out)
{
	const char *word = context->options.args[i];
	struct str s = str_from_c(word);
	int64_t id;

	if (!pull_int(&s, &id) || s.n || id <= 0)
		return fault(context, err_new(ERR_USAGE, NULL),
		    "xinshi list shows the numbers of articles",
		    "'%s' is not the number of an article", word);
	*out = id;
	return (struct err){ 0 };
}

struct err
argument_text(struct context *context, size_t i, struct str *out)
{
	struct str word = str_from_c(context->options.args[i]);

	if (utf8_valid_length(raw_from_str(word)) != word.n)
		return fault(
		    context, err_new(ERR_USAGE, NULL), NULL, "argument %zu is not UTF-8", i + 1);
	*out = word;
	return (struct err){ 0 };
}

const char *
counted(struct context *context, int64_t n, const char *one, const char *many)
{
	struct buf text CLEAN(buf_done) = { 0 };

	term_counted(&text, n, one, many);
	return str_terminated(&context->arena, buf_str(&text));
}

struct err
no_version(struct context *context, const struct article_row *row, int64_t n)
{
	struct str has = row->revisions == 1
			     ? S("it has one version")
			     : str_format(&context->arena, "it has versions 1 to %lld",
				   (long long)row->revisions);

	return fault(context, err_new(ERR_NOT_FOUND, str_terminated(&context->arena, has)), NULL,
	    "version %lld of article %lld", (long long)n, (long long)row->id);
}

static struct err
no_source(struct context *context, const char *typed)
{
	struct sources sources = { 0 };
	const char *names[256], *near;
	size_t count = 0;

	if (sources_list(context->archive, &context->arena, &sources).code == ERR_NONE)
		for (size_t i = 0; i < sources.count && count < LENGTH(names); i++)
			names[count++] = str_terminated(&context->arena, sources.items[i].slug);
	near = nearest_name(typed, names, count);
	return fault(context, err_new(ERR_NOT_FOUND, NULL), "xinshi list --sources",
	    "no outlet is called '%s'%s%s%s", typed, near ? "; did you mean " : "",
	    near ? near : "", near ? "?" : "");
}

struct err
option_source(struct context *context, struct source *out)
{
	const char *typed = option_text(&context->options, "source");
	struct err e;

	if (!typed)
		return (struct err){ 0 };
	e = source_find(context->archive, &context->arena, str_from_c(typed), out);
	return e.code == ERR_NOT_FOUND ? no_source(context, typed) : e;
}

struct err
option_from_to(struct context *context, int64_t *from, int64_t *to)
{
	int64_t from_begin, from_end, to_begin, to_end;
	bool has_from = option_range(&context->options, "from", 0, &from_begin, &from_end);
	bool has_to = option_range(&context->options, "to", 0, &to_begin, &to_end);

	*from = has_from ? from_begin : has_to ? INT64_MIN / 2 : 0;
	*to = has_to ? to_end : has_from ? INT64_MAX / 2 : 0;
	if (!has_from || !has_to || *from < *to)
		return (struct err){ 0 };
	return fault(context, err_new(ERR_USAGE, NULL), NULL, "--from lies behind --to");
}

struct json
json_line(struct context *context)
{
	return (struct json){ .out = &context->out.buf };
}

static void
clean_json(struct buf *buf)
{
	struct buf clean = { 0 };

	term_json(&clean, buf_str(buf));
	buf_done(buf);
	*buf = clean;
}

void
json_line_end(struct context *context, struct json *json)
{
	json_object_end(json);
	buf_push_char(&context->out.buf, '\n');
	if (context->out.tty)
		clean_json(&context->out.buf);
	term_pace(&context->out);
}

void
put_lines(struct context *context, struct str text)
{
	if (context->out.tty)
		term_lines(&context->out.buf, text);
	else
		buf_push_str(&context->out.buf, text);
}

struct str
shell_word(struct arena *arena, struct str word)
{
	struct buf out CLEAN(buf_done) = { 0 };
	bool plain = word.n > 0;

	for (size_t i = 0; i < word.n; i++)
		plain = plain && (char_is_alpha(word.p[i]) || char_is_digit(word.p[i]) ||
				     strchr("/._-+,:@%", word.p[i]));
	if (plain)
		return word;
	buf_push_char(&out, '\'');
	for (size_t i = 0; i < word.n; i++)
		if (word.p[i] == '\'')
			buf_push_literal(&out, "'\\''");
		else
			buf_push_char(&out, word.p[i]);
	buf_push_char(&out, '\'');
	return str_copy(arena, buf_str(&out));
}

struct str
command_line(struct context *context)
{
	if (context->dir_is_preset)
		return S("xinshi");
	return str_join(&context->arena, S("xinshi --archive "),
	    shell_word(&context->arena, str_from_c(context->dir)), STR_END);
}
