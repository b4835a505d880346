#include "show/front_matter.h"
#include "show/markdown_inline.h"
#include "show/markdown_out.h"

/* What a YAML scalar in double quotes must escape (YAML 1.2, 5.7): controls, line separators, byte
 * order mark. */
static void
push_yaml_rune(struct buf *out, uint32_t rune)
{
	if (rune == '"' || rune == '\\')
		buf_push_format(out, "\\%c", (char)rune);
	else if (rune == '\n')
		buf_push_literal(out, "\\n");
	else if (rune < 0x20 || (rune >= 0x7f && rune < 0xa0))
		buf_push_format(out, "\\x%02x", rune);
	else if (rune == 0x2028 || rune == 0x2029 || rune == 0xfeff)
		buf_push_format(out, "\\u%04x", rune);
	else
		buf_push_rune(out, rune);
}

void
yaml_quote(struct buf *out, struct str s)
{
	uint32_t rune;

	buf_push_char(out, '"');
	while (pull_rune(&s, &rune))
		push_yaml_rune(out, rune);
	buf_push_char(out, '"');
}

static void
put_str(struct buf *out, const char *key, struct str value)
{
	if (!value.n)
		return;
	buf_push_format(out, "%s: ", key);
	yaml_quote(out, value);
	buf_push_char(out, '\n');
}

static void
put_strs(struct buf *out, const char *key, const struct strs *strs)
{
	if (!strs->count)
		return;
	buf_push_format(out, "%s:\n", key);
	for (size_t i = 0; i < strs->count; i++) {
		buf_push_literal(out, "  - ");
		yaml_quote(out, strs->items[i]);
		buf_push_char(out, '\n');
	}
}

/* A date stands bare: YAML readers take it for one. */
static void
put_when(struct buf *out, const char *key, struct when when)
{
	if (when.precision == WHEN_NONE)
		return;
	buf_push_format(out, "%s: ", key);
	when_push(out, when);
	buf_push_char(out, '\n');
}

static void
put_seconds(struct buf *out, const char *key, int64_t seconds)
{
	if (!seconds)
		return;
	buf_push_format(out, "%s: ", key);
	when_push_utc(out, seconds);
	buf_push_char(out, '\n');
}

void
front_matter(struct buf *out, const struct article_row *row, const struct revision *revision)
{
	const struct article *record = &revision->record;
	char hex[DIGEST_HEX + 1];

	digest_hex(&revision->capture_digest, hex);
	buf_push_format(out, "---\nid: %lld\n", (long long)row->id);
	put_str(out, "title", record->headline);
	if (!str_equal(record->title, record->headline))
		put_str(out, "title_claimed", record->title);
	put_str(out, "deck", record->deck);
	put_str(out, "url", record->url.n ? url_str(record->url) : row->url);
	put_str(out, "source", row->source_name);
	put_when(out, "published", record->published);
	put_when(out, "updated", record->updated);
	put_seconds(out, "fetched", revision->fetched);
	put_str(out, "lang", record->lang);
	put_str(out, "site", record->site);
	put_str(out, "section", record->section);
	put_strs(out, "authors", &record->authors);
	put_strs(out, "tags", &record->tags);
	buf_push_format(out, "revision: %lld\nrevisions: %lld\nsha256: %s\n---\n",
	    (long long)revision->n, (long long)row->revisions, hex);
}

void
revision_markdown(struct buf *out, const struct article_row *row, const struct revision *revision)
{
	front_matter(out, row, revision);
	buf_push_literal(out, "\n# ");
	markdown_text(out, revision->record.headline);
	buf_push_char(out, '\n');
	if (revision->record.doc.count > 1)
		buf_push_char(out, '\n');
	doc_markdown(out, &revision->record.doc);
}
