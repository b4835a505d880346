/*
 * bench_parsers: pages named on standard input, a path a line, through both HTML parsers.  Prints where two trees part ways: path,
 * what each parser has there; then how many pages came out the same.  White space between elements is not looked at.
 */
#include <fcntl.h>
#include <string.h>

#include "bench.h"
#include "read/webpage.h"

enum { FILE_BYTES_MAX = 64 << 20, LINE_BYTES_MAX = 4096, SHOWN = 60 };

static struct markup *parsers[2];
static struct arena arena;
static struct buf dumps[2];

/* Leaves no trace of where it ends: gumbo puts text that stands before </form> behind it. */
static bool
is_seen(const struct node *node)
{
	return node->tag != TAG_FORM && (node->tag != TAG_TEXT || str_trim(node->text).n);
}

static void
put_node(struct buf *out, const struct node *node)
{
	if (node->tag == TAG_TEXT) {
		buf_push_str(out, str_trim(node->text));
		return;
	}
	buf_push_format(out, "\n<%s", tag_row(node->tag)->name ? tag_row(node->tag)->name : "?");
	for (unsigned i = 0; i < node->attr_count; i++)
		buf_push_format(out, " %u=%.*s", (unsigned)node->attrs[i].name, STR_ARGS(node->attrs[i].value));
	buf_push_char(out, '>');
}

/* A line for each element, its text behind it, and for each end. */
static void
dump(const struct doc *doc, struct buf *out)
{
	uint32_t open[DOC_DEPTH_MAX];
	unsigned depth = 0;

	for (uint32_t i = 1; i <= doc->count; i++) {
		for (; depth && doc->nodes[open[depth - 1]].end <= i; depth--)
			buf_push_literal(out, "\n/");
		if (i == doc->count || !is_seen(&doc->nodes[i]))
			continue;
		put_node(out, &doc->nodes[i]);
		if (doc->nodes[i].tag != TAG_TEXT)
			open[depth++] = i;
	}
}

static void
show(struct str dump, size_t at)
{
	size_t from = at > SHOWN ? str_rune_start(dump, at - SHOWN) : 0;
	struct str shown = str_slice(dump, from, str_rune_start(dump, at + SHOWN));

	printf("	");
	for (size_t i = 0; i < shown.n; i++)
		putchar((unsigned char)shown.p[i] < ' ' ? ' ' : shown.p[i]);
}

/* Tells where two dumps part. */
static bool
same_dumps(const char *path, struct str a, struct str b)
{
	size_t at = 0;

	if (str_equal(a, b))
		return true;
	while (at < a.n && at < b.n && a.p[at] == b.p[at])
		at++;
	printf("%s", path);
	show(a, at);
	show(b, at);
	printf("\n");
	return false;
}

/* Whether both made the same of the page; where only one refused it, that is a difference. */
static bool
compare(const char *path)
{
	struct buf bytes CLEAN(buf_done) = { .max = FILE_BYTES_MAX };
	int fd CLEAN(fd_close) = open(path, O_RDONLY | O_CLOEXEC);
	struct doc docs[2];
	struct err errs[2];
	struct str html;

	must(fd < 0 ? err_new(ERR_IO, path) : fd_read_all(fd, FILE_BYTES_MAX, &bytes));
	arena_reset(&arena);
	if (webpage_decode(&arena, buf_raw(&bytes), S(""), &html).code)
		return true;
	for (int i = 0; i < 2; i++)
		errs[i] = markup_parse(parsers[i], &arena, html, NULL, &docs[i]);
	if (errs[0].code || errs[1].code)
		return errs[0].code == errs[1].code;
	for (int i = 0; i < 2; i++) {
		buf_reset(&dumps[i]);
		dump(&docs[i], &dumps[i]);
	}
	return same_dumps(path, buf_str(&dumps[0]), buf_str(&dumps[1]));
}

int
main(void)
{
	char line[LINE_BYTES_MAX];
	unsigned same = 0, count = 0;

	must(markup_open(MARKUP_MYHTML, &parsers[0]));
	must(markup_open(MARKUP_GUMBO, &parsers[1]));
	for (; fgets(line, sizeof(line), stdin); count++) {
		line[strcspn(line, "\n")] = '\0';
		same += compare(line);
	}
	printf("same %u of %u\n", same, count);
	markup_close(parsers[0]);
	markup_close(parsers[1]);
	arena_done(&arena);
	buf_done(&dumps[0]);
	buf_done(&dumps[1]);
	return 0;
}
