#include "cmd/feed_list.h"

const struct starter starters[] = {
#define ROW(list, title, url, page, lang, zone, labels, source, note) \
	{ list, title, url, page, lang, zone, labels, source, note },
#include "gen/starter.inc"
#undef ROW
};
const size_t starter_count = LENGTH(starters);

struct err
feed_url_typed(struct arena *arena, struct str typed, struct url *out)
{
	typed = str_trim(typed);
	if (pull_str_nocase(&typed, S("feed://")))
		typed = str_join(arena, S("http://"), typed, STR_END);
	else if (!pull_str_nocase(&typed, S("feed:")) && str_find(typed, S("://"), 0) < 0)
		typed = str_join(arena, S("https://"), typed, STR_END);
	return url_parse(arena, typed, NULL, out);
}

/* The next word of a line, without the quotes around it; a backslash keeps the character behind it.
 */
static bool
pull_word(struct arena *arena, struct str *line, struct str *out)
{
	struct buf word CLEAN(buf_done) = { 0 };
	bool quoted;

	pull_spaces(line);
	if (!line->n)
		return false;
	quoted = pull_char(line, '"');
	while (line->n && (quoted ? line->p[0] != '"' : !char_is_space(line->p[0]))) {
		if (quoted && line->n > 1)
			(void)pull_char(line, '\\');
		buf_push_char(&word, line->p[0]);
		*line = str_from(*line, 1);
	}
	if (quoted)
		(void)pull_char(line, '"');
	*out = str_copy(arena, buf_str(&word));
	return true;
}

void
feed_label_add(struct arena *arena, struct strs *labels, struct str label)
{
	label = str_trim(label);
	for (size_t i = 0; i < labels->count; i++)
		if (str_equal(labels->items[i], label))
			return;
	if (!label.n || labels->count == OUTLINE_LABELS_MAX)
		return;
	arena_push(arena, labels->items, labels->count, labels->capacity);
	labels->items[labels->count++] = label;
}

static bool
read_line(struct arena *arena, struct str line, struct outline *out)
{
	struct str word = { 0 };
	struct url url;

	*out = (struct outline){ 0 };
	if (!pull_word(arena, &line, &word) || feed_url_typed(arena, word, &url).code)
		return false;
	out->url = url_str(url);
	while (pull_word(arena, &line, &word))
		if (pull_char(&word, '~'))
			out->title = str_trim(word);
		else
			feed_label_add(arena, &out->labels, word);
	return true;
}

void
feed_list_read(struct arena *arena, struct str text, struct outlines *out)
{
	struct str line;
	struct outline outline;

	*out = (struct outlines){ 0 };
	(void)pull_str(&text, S("\xef\xbb\xbf"));
	while (pull_line(&text, &line)) {
		line = str_trim(line);
		if (!line.n || line.p[0] == '#')
			continue;
		if (out->count == OUTLINES_MAX || !read_line(arena, line, &outline)) {
			out->left_out++;
			continue;
		}
		arena_push(arena, out->items, out->count, out->capacity);
		out->items[out->count++] = outline;
	}
}

struct strs
feed_labels(struct arena *arena, const char *words)
{
	struct str rest = str_from_c(words), word;
	struct strs labels = { 0 };

	while (pull_field(&rest, ' ', &word))
		feed_label_add(arena, &labels, word);
	return labels;
}
