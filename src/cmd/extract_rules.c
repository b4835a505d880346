/* extract --check-rules, --import-rules: rules of sites themselves, not a page. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cmd/extract.h"
#include "follow/desk.h"
#include "record/rules_report.h"
#include "show/json_out.h"

struct checking {
	struct context *context;
	struct desk *desk;
	size_t files, whole, remarked, broken;
};

static struct err
ask(struct checking *checking, struct str text, bool foreign, struct rules_report *out)
{
	struct buf question CLEAN(buf_done) = { 0 };
	struct desk_answer answer;
	struct err e;

	wire_put_rules_question(
	    &question, &(struct rules_question){ .text = text, .foreign = foreign });
	e = desk_ask_kind(checking->desk, FRAME_CHECK_RULES, buf_raw(&question), NULL);
	if (e.code)
		return e;
	if (!desk_next(checking->desk, true, &answer))
		return err_new(ERR_WORKER_DIED, NULL);
	if (answer.err.code)
		return answer.err;
	return wire_get_rules_report(
	    &checking->context->arena, raw_copy(&checking->context->arena, answer.bytes), out);
}

/* ---- telling ---- */

static bool
is_note(const struct rules_remark *remark)
{
	return str_starts(remark->what, S("note: "));
}

static void
tell_json(struct context *context, const char *path, const struct rules_report *report)
{
	struct json json = json_line(context);

	json_out_begin(&json, NULL, "rules/1");
	json_c(&json, "file", path);
	json_int(&json, "lines", (int64_t)report->lines);
	json_bool(&json, "body", report->has_body);
	json_array(&json, "remarks");
	for (size_t i = 0; i < report->remark_count; i++) {
		json_object(&json, NULL);
		json_int(&json, "line", report->remarks[i].line);
		json_str(&json, "what", report->remarks[i].what);
		json_object_end(&json);
	}
	json_array_end(&json);
	json_line_end(context, &json);
}

static void
tell_text(struct term *out, const char *path, const struct rules_report *report)
{
	for (size_t i = 0; i < report->remark_count; i++) {
		const struct rules_remark *remark = &report->remarks[i];
		term_text(&out->buf, str_from_c(path));
		if (remark->line)
			term_put(out, ":%u", remark->line);
		term_put(out, ": ");
		term_text(&out->buf, remark->what);
		term_put(out, "\n");
	}
	if (!report->has_body) {
		term_text(&out->buf, str_from_c(path));
		term_put(out, ": note: no line \"body\": the text is found without rules\n");
	}
}

static void
tell(struct checking *checking, const char *path, const struct rules_report *report)
{
	struct context *context = checking->context;
	bool broken = false;

	for (size_t i = 0; i < report->remark_count; i++)
		broken |= !is_note(&report->remarks[i]);
	checking->files++;
	checking->broken += broken;
	checking->remarked += !broken && report->remark_count;
	checking->whole += !report->remark_count;
	if (context->json)
		tell_json(context, path, report);
	else
		tell_text(option_flag(&context->options, "import-rules") ? &context->notes
									 : &context->out,
		    path, report);
	term_pace(&context->out);
}

static void
sum_up(struct checking *checking)
{
	struct context *context = checking->context;

	if (checking->broken)
		context->status = 1;
	if (!context->json && !context->quiet)
		term_put(&context->notes,
		    "%zu %s: %zu without a remark, %zu with notes, %zu with lines that are not "
		    "understood\n",
		    checking->files, checking->files == 1 ? "file" : "files", checking->whole,
		    checking->remarked, checking->broken);
}

/* ---- checking ---- */

static struct err
check_file(struct checking *checking, const char *path)
{
	struct context *context = checking->context;
	struct rules_report report;
	struct str text, name;
	struct err e = sites_read(&context->arena, path, &text, &name);

	if (!e.code)
		e = ask(checking, text, false, &report);
	if (e.code)
		return fault(context, e, NULL, "%s", path);
	tell(checking, path, &report);
	return e;
}

static int
is_rules(const struct dirent *entry)
{
	return str_ends(str_from_c(entry->d_name), S(".rules"));
}

/* A file that cannot be read does not keep the others from it. */
static void
check_folder(struct checking *checking, struct str folder)
{
	struct context *context = checking->context;
	struct dirent **entries;
	int n = scandir(str_terminated(&context->arena, folder), &entries, is_rules, alphasort);

	for (int i = 0; i < n; i++) {
		struct str path =
		    str_format(&context->arena, "%.*s/%s", STR_ARGS(folder), entries[i]->d_name);
		if (check_file(checking, str_terminated(&context->arena, path)).code)
			context->status = 1;
		free(entries[i]);
	}
	if (n >= 0)
		free(entries);
}

static struct err
check_all(struct checking *checking)
{
	struct context *context = checking->context;
	struct sites sites;

	sites_begin(&context->arena, context->dir, &sites);
	for (size_t i = 0; i < SITES_FOLDERS; i++)
		if (sites.folders[i].n)
			check_folder(checking, sites.folders[i]);
	context->told = false;
	return interrupted() ? err_new(ERR_INTERRUPTED, NULL) : (struct err){ 0 };
}

/* ---- importing ---- */

/* "example.com.txt" serves the same hosts as our "example.com.rules". */
static struct str
our_name(struct arena *arena, struct str name)
{
	if (str_ends(name, S(".txt")))
		name = str_slice(name, 0, name.n - 4);
	return str_format(arena, "%.*s.rules", STR_ARGS(name));
}

/* A file that is there is somebody's work: it stays. */
static struct err
write_new(const char *path, struct str text)
{
	int fd CLEAN(fd_close) = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);

	if (fd < 0)
		return err_from_errno(errno, NULL);
	return fd_write_all(fd, raw_from_str(text));
}

static struct err
put_imported(struct context *context, struct str name, struct str text)
{
	const char *into = option_text(&context->options, "into");
	struct str head = str_format(&context->arena,
		       "# from %.*s of the shared site-configuration collection\n", STR_ARGS(name)),
		   path;
	struct err e;

	text = str_join(&context->arena, head, text, STR_END);
	if (!into) {
		if (!context->json)
			term_lines(&context->out.buf, text);
		return (struct err){ 0 };
	}
	if (mkdir(into, 0755) < 0 && errno != EEXIST)
		return fault(context, err_from_errno(errno, NULL), NULL, "%s", into);
	path =
	    str_format(&context->arena, "%s/%.*s", into, STR_ARGS(our_name(&context->arena, name)));
	e = write_new(str_terminated(&context->arena, path), text);
	return e.code ? fault(context, e, NULL, "%.*s", STR_ARGS(path)) : e;
}

static struct err
import_file(struct checking *checking, const char *path)
{
	struct context *context = checking->context;
	struct rules_report report;
	struct str text, name;
	struct err e = sites_read(&context->arena, path, &text, &name);

	if (!e.code)
		e = ask(checking, text, true, &report);
	if (e.code)
		return fault(context, e, NULL, "%s", path);
	tell(checking, path, &report);
	return put_imported(context, name, report.text);
}

/* ---- both ---- */

/* One file that cannot be read does not keep the others from it. */
static struct err
each_file(
    struct checking *checking, struct err (*take)(struct checking *checking, const char *path))
{
	struct context *context = checking->context;

	for (size_t i = 0; i < context->options.arg_count && !interrupted(); i++)
		if (take(checking, context->options.args[i]).code)
			context->status = 1;
	context->told = false;
	return interrupted() ? err_new(ERR_INTERRUPTED, NULL) : (struct err){ 0 };
}

struct err
extract_about_rules(struct context *context)
{
	struct checking checking = { .context = context };
	bool importing = option_flag(&context->options, "import-rules");
	struct err e;

	if (importing && !context->options.arg_count)
		return fault(context, err_new(ERR_USAGE, NULL), "xinshi help extract",
		    "extract --import-rules: a FILE is wanted");
	e = desk_open(1, &checking.desk);
	if (e.code)
		return fault(context, e, "xinshi doctor", "the worker xinshi-parse");
	e = importing			 ? each_file(&checking, import_file)
	    : context->options.arg_count ? each_file(&checking, check_file)
					 : check_all(&checking);
	desk_close(checking.desk);
	sum_up(&checking);
	return e;
}

/* ---- a page that the rules name ---- */

/* The test of this page: by its address, else the only one there is. */
static const struct rules_test *
test_of(const struct rules_report *report, const struct extracted *extracted, struct str url)
{
	for (size_t i = 0; i < report->test_count; i++)
		if (str_equal(report->tests[i].url, url) ||
		    str_equal(report->tests[i].url, url_str(extracted->article.url)))
			return &report->tests[i];
	return report->test_count == 1 ? &report->tests[0] : NULL;
}

static void
miss(struct context *context, const char *path, const char *what, struct str of)
{
	term_text(&context->out.buf, str_from_c(path));
	term_put(&context->out, ": %s", what);
	term_text(&context->out.buf, of);
	term_put(&context->out, "\n");
	context->status = 1;
}

struct err
extract_test_page(struct context *context, const char *path,
    const struct extract_question *question, const struct extracted *extracted)
{
	struct checking checking = { .context = context };
	struct rules_report report;
	const struct rules_test *test;
	struct err e = desk_open(1, &checking.desk);

	if (!e.code)
		e = ask(&checking, question->rules, false, &report);
	desk_close(checking.desk);
	if (e.code)
		return fault(context, e, "xinshi doctor", "%.*s", STR_ARGS(question->rules_name));
	test = test_of(&report, extracted, question->url);
	if (!str_equal(extracted->rule, question->rules_name))
		miss(
		    context, path, "the text was not found by the rules but by: ", extracted->rule);
	for (size_t i = 0; i < extracted->remarks.count; i++)
		miss(context, path, "rules: ", extracted->remarks.items[i]);
	if (!test)
		miss(context, path,
		    "the rules have no test of this page; give its address with --url", S(""));
	for (size_t i = 0; test && i < test->contains.count; i++)
		if (str_find(extracted->plain, test->contains.items[i], 0) < 0)
			miss(context, path, "the text does not hold: ", test->contains.items[i]);
	if (!context->status && !context->quiet)
		term_put(&context->out, "%s: %zu of %zu texts found\n", path, test->contains.count,
		    test->contains.count);
	return e;
}
