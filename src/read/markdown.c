#include "read/markdown.h"

enum { HEAD_LINES_MAX = 8 };
/* What ECMAScript takes for a time, which is what wrote these numbers, and no more than year 9999.
 */
#define MS_MAX INT64_C(253402300799999)

/* A cursor over the file that knows where it stands. */
struct head {
	struct str whole, rest;
};

static struct err
fault(const struct head *head, enum err_code code, const char *what)
{
	return err_at(code, (uint64_t)(head->rest.p - head->whole.p), what);
}

/* Nothing but white space left: the file was cut off here. */
static bool
is_over(const struct head *head)
{
	return !str_trim(head->rest).n;
}

/* <!--1612139160000--> */
static struct err
pull_time(struct head *head, struct when *out)
{
	struct head start = *head;
	int64_t ms;

	if (!pull_str(&head->rest, S("<!--")))
		return fault(&start,
		    str_starts(S("<!--"), str_trim(head->rest)) ? ERR_TRUNCATED : ERR_HEADER,
		    "no <!--");
	start = *head;
	if (!pull_spaces(&head->rest) || !pull_int(&head->rest, &ms)) {
		if (is_over(&start))
			return fault(&start, ERR_TRUNCATED, "inside the time");
		return fault(&start, ERR_DATE,
		    str_starts(start.rest, S("NaN")) ? "NaN" : "no number of milliseconds");
	}
	if (ms > MS_MAX || ms < -MS_MAX)
		return fault(&start, ERR_DATE, "time out of range");
	if (is_over(head))
		return fault(head, ERR_TRUNCATED, "inside the time");
	if (!pull_spaces(&head->rest) || !pull_str(&head->rest, S("-->")))
		return fault(head,
		    str_starts(S("-->"), str_trim(head->rest)) ? ERR_TRUNCATED : ERR_HEADER,
		    "time is not closed by -->");
	*out = when_from_ms(ms);
	return (struct err){ 0 };
}

/* A body may begin with a comment of its own, a header is a number or what became of one. */
static bool
is_header(struct str s)
{
	if (!pull_str(&s, S("<!--")))
		return false;
	return s.n && (char_is_digit(s.p[0]) || s.p[0] == '-' || str_starts(s, S("NaN")));
}

static bool
is_rule(struct str line)
{
	line = str_trim(line);
	for (size_t i = 0; i < line.n; i++)
		if (line.p[i] != '-')
			return false;
	return line.n >= 3;
}

/* What stands before the line of dashes; a title may have been broken over lines. */
static struct err
pull_title_lines(struct head *head, struct str *out)
{
	struct str rest = head->rest, line;
	const char *begin = rest.p;

	for (unsigned i = 0; i < HEAD_LINES_MAX && pull_line(&rest, &line); i++) {
		if (!is_rule(line))
			continue;
		*out = str_trim((struct str){ begin, (size_t)(line.p - begin) });
		head->rest = rest;
		return (struct err){ 0 };
	}
	if (!rest.n)
		return err_at(ERR_TRUNCATED, head->whole.n, "inside the head");
	return fault(head, ERR_HEADER, "no line of dashes under the title");
}

/* The last "](" that a URL follows, else the last one; SIZE_MAX without one. */
static size_t
find_split(struct str line)
{
	size_t last = SIZE_MAX;

	for (size_t i = line.n; i-- > 1;) {
		if (line.p[i] != '(' || line.p[i - 1] != ']')
			continue;
		if (str_starts_nocase(str_from(line, i + 1), S("http")))
			return i - 1;
		if (last == SIZE_MAX)
			last = i - 1;
	}
	return last;
}

/* [title](url) */
static struct err
split_title(const struct head *head, struct str line, struct markdown *out)
{
	struct head here = { head->whole, line };
	struct str url;
	size_t split = find_split(line);
	ptrdiff_t end = str_find_last_char(line, ')');

	if (!line.n || line.p[0] != '[')
		return fault(&here, ERR_HEADER, "no [title](URL)");
	if (split == SIZE_MAX)
		return fault(&here, ERR_HEADER, "no ](");
	here.rest = str_from(line, split + 2);
	if (end < (ptrdiff_t)split + 2)
		return fault(&here, ERR_HEADER, "no ) behind the URL");
	url = str_trim(str_slice(line, split + 2, (size_t)end));
	if (!url.n)
		return fault(&here, ERR_URL, "no URL");
	out->title = str_trim(str_slice(line, 1, split));
	out->url = url;
	out->url_at = (size_t)(url.p - head->whole.p);
	return (struct err){ 0 };
}

static struct err
read_header(struct head *head, struct markdown *out)
{
	struct str line;
	struct err err;

	err = pull_time(head, &out->published);
	if (err.code)
		return err;
	out->evidence = "header";
	pull_spaces(&head->rest);
	err = pull_title_lines(head, &line);
	if (err.code)
		return err;
	err = split_title(head, line, out);
	if (err.code)
		return err;
	if (!head->rest.n || str_equal(head->rest, S("\n")) || str_equal(head->rest, S("\r\n")))
		return err_at(ERR_TRUNCATED, head->whole.n, "nothing behind the head");
	return (struct err){ 0 };
}

/* Where there is no header, the front matter must say what the header would. */
static struct err
read_front_matter(const struct head *head, int32_t zone_s, struct markdown *out)
{
	const struct front_matter *front = &out->front;

	if (!front->url.n)
		return fault(head, ERR_URL, "no from: or url: in the front matter");
	out->clean = out->own = front->revision.n && front->sha256.n;
	if (!front->date.n && !out->own)
		return fault(head, ERR_DATE, "no date: in the front matter");
	if (front->date.n && !when_parse(front->date, zone_s, &out->published))
		return err_at(ERR_DATE, front->date_at,
		    str_equal(front->date, S("NaN")) ? "NaN" : "date: is no date");
	out->evidence = "front matter";
	out->title = front->title_claimed.n ? front->title_claimed : front->title;
	out->url = front->url;
	out->url_at = front->url_at;
	return (struct err){ 0 };
}

static void
take_body(const struct head *head, struct markdown *out)
{
	struct str body = head->rest;

	if (!pull_str(&body, S("\n")))
		pull_str(&body, S("\r\n"));
	out->ended = body.n && body.p[body.n - 1] == '\n';
	body.n -= out->ended;
	if (body.n && body.p[body.n - 1] == '\r')
		body.n--;
	out->body = body;
	out->body_at = (size_t)(body.p - head->whole.p);
}

struct err
markdown_parse(struct arena *arena, struct str text, int32_t zone_s, struct markdown *out)
{
	struct head head = { text, text };
	struct markdown made = { 0 };
	struct err err;

	pull_str(&head.rest, S("\xef\xbb\xbf"));
	pull_spaces(&head.rest);
	if (!head.rest.n)
		return err_new(ERR_EMPTY, NULL);
	made.has_front_matter = front_matter_pull(arena, &head.rest, text, &made.front, &err);
	if (err.code)
		return err;
	if (made.has_front_matter)
		pull_spaces(&head.rest);
	if (made.has_front_matter && !is_header(head.rest))
		err = read_front_matter(&head, zone_s, &made);
	else
		err = read_header(&head, &made);
	if (err.code)
		return err;
	take_body(&head, &made);
	*out = made;
	return (struct err){ 0 };
}
