#include <errno.h>
#include <stdio.h>
#include <sys/statvfs.h>
#include <sys/utsname.h>

#include <unistd.h>

#include "cmd/checks.h"
#include "cmd/fault.h"
#include "cmd/progress.h"
#include "cmd/rows.h"
#include "follow/desk.h"
#include "guard/confine.h"
#include "show/json_out.h"
#include "store/versions.h"

struct finding
finding(struct context *context, enum level level, const char *advice, const char *format, ...)
{
	char text[1024];
	va_list args;
	size_t n;

	va_start(args, format);
	vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	n = utf8_valid_length((struct raw){ (const unsigned char *)text, strlen(text) });
	return (struct finding){ level, str_copy(&context->arena, (struct str){ text, n }),
		str_from_c(advice) };
}

/* ---- the archive ---- */

static struct finding
check_archive(struct context *context)
{
	struct err e = archive_open(context->dir, ARCHIVE_READ, &context->archive);
	struct archive_stats stats = { 0 };

	if (!e.code)
		e = archive_stats(context->archive, &stats);
	if (e.code)
		return finding(context, LEVEL_BAD, fault_open_advice(e.code), "%s: %s%s%s",
		    context->dir, err_row(e.code)->text, e.what ? ": " : "", e.what ? e.what : "");
	return finding(context, LEVEL_OK, NULL, "%s: %s, %s, %s", context->dir,
	    counted(context, stats.articles, "article", "articles"),
	    counted(context, stats.revisions, "version", "versions"),
	    counted(context, stats.captures, "capture", "captures"));
}

static struct finding
check_lock(struct context *context)
{
	struct str holder = archive_lock_holder(&context->arena, context->dir);

	if (!holder.n)
		return finding(context, LEVEL_OK, NULL, "nobody is writing");
	return finding(context, LEVEL_OK, NULL, "held by %.*s", STR_ARGS(holder));
}

static struct finding
check_index(struct context *context)
{
	struct archive_stats stats = { 0 };
	int64_t pending = 0;
	struct err e;

	if (!context->archive)
		return finding(
		    context, LEVEL_WARN, NULL, "not looked at: the archive did not open");
	e = search_open(context->archive, &context->search);
	if (!e.code)
		e = search_pending(context->search, &pending);
	if (!e.code && pending)
		return finding(context, LEVEL_WARN,
		    "the next import takes them up, or: xinshi rebuild --index",
		    "%s not indexed yet", counted(context, pending, "article is", "articles are"));
	if (!e.code)
		e = archive_stats(context->archive, &stats);
	if (!e.code && !stats.articles)
		return finding(context, LEVEL_OK, NULL, "nothing to index yet");
	if (!e.code)
		e = search_verify(context->search);
	if (e.code)
		return finding(context, LEVEL_BAD, "xinshi rebuild --index", "%s%s%s",
		    err_row(e.code)->text, e.what ? ": " : "", e.what ? e.what : "");
	return finding(context, LEVEL_OK, NULL, "every article is indexed once");
}

static struct finding
check_quarantine(struct context *context)
{
	struct archive_stats stats = { 0 };
	struct captures captures = { 0 };
	struct buf text CLEAN(buf_done) = { .max = 4096 };

	if (!context->archive || archive_stats(context->archive, &stats).code)
		return finding(
		    context, LEVEL_WARN, NULL, "not looked at: the archive did not open");
	if (!stats.quarantined)
		return finding(context, LEVEL_OK, NULL, "empty");
	if (captures_list(context->archive, &context->arena, CAPTURES_QUARANTINED, 0, 3, &captures)
		.code == ERR_NONE)
		for (size_t i = 0; i < captures.count; i++) {
			buf_push_literal(&text, "; ");
			term_raw(&text, captures.items[i].name);
			buf_push_literal(&text, " ");
			rows_push_fault(&text, &captures.items[i]);
		}
	return finding(context, LEVEL_WARN,
	    "xinshi list --quarantine shows all of them; they are kept, and export gives them back",
	    "%s could not be understood%.*s%s",
	    counted(context, stats.quarantined, "file", "files"), (int)text.n, text.p,
	    stats.quarantined > 3 ? "; ..." : "");
}

static struct finding
check_disk(struct context *context)
{
	struct buf free_text CLEAN(buf_done) = { 0 };
	struct statvfs disk;
	int64_t free_bytes;

	if (statvfs(context->dir, &disk) < 0 && statvfs(".", &disk) < 0)
		return finding(context, LEVEL_WARN, NULL, "not known");
	free_bytes = (int64_t)disk.f_bavail * (int64_t)disk.f_frsize;
	term_size(&free_text, free_bytes);
	if (free_bytes < 200LL * 1000 * 1000)
		return finding(context, LEVEL_BAD, "make room before importing", "%.*s free",
		    (int)free_text.n, free_text.p);
	return finding(context, free_bytes < 2000LL * 1000 * 1000 ? LEVEL_WARN : LEVEL_OK,
	    free_bytes < 2000LL * 1000 * 1000
		? "an import takes about 1.5 times the size of its files"
		: NULL,
	    "%.*s free", (int)free_text.n, free_text.p);
}

/* ---- the machine ---- */

/* What was captured later than now says that this clock, or an earlier one, is wrong. */
static struct finding
check_clock(struct context *context)
{
	struct buf now CLEAN(buf_done) = { .max = 64 };
	struct article_filter filter = { .limit = 1 };
	struct article_rows rows = { 0 };

	when_push_utc(&now, context->now);
	if (context->now < days_from_civil(2024, 1, 1) * 86400)
		return finding(context, LEVEL_BAD, "set the clock: dates are judged by it",
		    "%.*s cannot be", (int)now.n, now.p);
	if (context->archive &&
	    !articles_list(context->archive, &context->arena, &filter, &rows).code && rows.count &&
	    rows.items[0].last_fetched > context->now + 60)
		return finding(context, LEVEL_WARN, "look at the clock",
		    "%.*s, but something was taken in later than that", (int)now.n, now.p);
	return finding(context, LEVEL_OK, NULL, "%.*s", (int)now.n, now.p);
}

static struct finding
check_worker(struct context *context)
{
	static const unsigned char file[] =
	    "<!--1612137600000-->\n[a](https://example.org/a)\n------\n\n<p>b</p>\n";
	struct question question = { .bytes = { file, sizeof(file) - 1 }, .now = context->now };
	struct desk_answer answer = { 0 };
	struct desk *desk = NULL;
	int64_t begun = clock_ms();
	struct err e = desk_open(1, &desk);

	if (!e.code)
		e = desk_ask(desk, &question, NULL);
	if (!e.code && desk_next(desk, true, &answer))
		e = answer.err;
	desk_close(desk);
	if (e.code)
		return finding(context, LEVEL_BAD,
		    "is xinshi-parse installed beside xinshi, and of the same version?",
		    "xinshi-parse: %s%s%s", err_row(e.code)->text, e.what ? ": " : "",
		    e.what ? e.what : "");
	return finding(context, LEVEL_OK, NULL,
	    "xinshi-parse starts, locks itself in and reads (%lld ms)",
	    (long long)(clock_ms() - begun));
}

static struct finding
check_walls(struct context *context)
{
	int abi = confine_landlock_abi();
	bool seccomp = confine_has_seccomp();

	if (!seccomp)
		return finding(context, LEVEL_BAD,
		    "a kernel with CONFIG_SECCOMP_FILTER; in a container, a profile that allows it",
		    "no seccomp filters: workers refuse to start");
	if (!abi)
		return finding(context, LEVEL_WARN,
		    "a kernel with Landlock (5.13 or newer, lsm=landlock) adds a second wall",
		    "seccomp; no Landlock");
	return finding(context, LEVEL_OK, NULL, "seccomp, Landlock ABI %d", abi);
}

static struct finding
check_versions(struct context *context)
{
	struct buf libraries CLEAN(buf_done) = { .max = 256 };
	struct utsname kernel = { 0 };

	store_versions(&libraries);
	uname(&kernel);
	return finding(context, LEVEL_OK, NULL, "xinshi %s, %.*s, %s %s", VERSION, (int)libraries.n,
	    libraries.p, kernel.sysname, kernel.release);
}

static const struct {
	const char *name;
	finding_verb *verb;
} checks[] = {
	{ "archive", check_archive },
	{ "lock", check_lock },
	{ "index", check_index },
	{ "quarantine", check_quarantine },
	{ "disk", check_disk },
	{ "clock", check_clock },
	{ "feeds", check_feeds },
	{ "contact", check_contact },
	{ "authorities", check_authorities },
	{ "pictures", check_pictures },
	{ "figures", check_figures },
	{ "sites", check_sites },
	{ "worker", check_worker },
	{ "darkroom", check_darkroom },
	{ "gate", check_gate },
	{ "walls", check_walls },
	{ "versions", check_versions },
};

static void
put_finding(struct context *context, const char *name, const struct finding *f)
{
	static const char *const words[] = {
		[LEVEL_OK] = "ok", [LEVEL_WARN] = "look", [LEVEL_BAD] = "BAD"
	};
	static const enum style styles[] = {
		[LEVEL_OK] = STYLE_GOOD, [LEVEL_WARN] = STYLE_WARN, [LEVEL_BAD] = STYLE_BAD
	};
	struct term *out = &context->out;

	term_style(out, styles[f->level]);
	term_put(out, "%-5s", words[f->level]);
	term_style(out, STYLE_PLAIN);
	term_put(out, " %-11s ", name);
	term_put_text(out, f->text);
	term_put(out, "\n");
	if (f->advice.n) {
		term_put(out, "                  ");
		term_put_text(out, f->advice);
		term_put(out, "\n");
	}
}

static void
finding_json(struct json *json, const char *name, const struct finding *f)
{
	static const char *const words[] = {
		[LEVEL_OK] = "ok", [LEVEL_WARN] = "warn", [LEVEL_BAD] = "bad"
	};

	json_object(json, NULL);
	json_c(json, "check", name);
	json_c(json, "level", words[f->level]);
	json_str(json, "text", f->text);
	json_str(json, "advice", f->advice);
	json_object_end(json);
}

static struct err
run(struct context *context)
{
	struct json json = json_line(context);
	bool bad = false;

	if (context->json) {
		json_out_begin(&json, NULL, "doctor/1");
		json_array(&json, "checks");
	}
	for (size_t i = 0; i < LENGTH(checks); i++) {
		struct finding f = checks[i].verb(context);

		bad = bad || f.level == LEVEL_BAD;
		if (context->json)
			finding_json(&json, checks[i].name, &f);
		else
			put_finding(context, checks[i].name, &f);
	}
	if (context->json) {
		json_array_end(&json);
		json_bool(&json, "ok", !bad);
		json_line_end(context, &json);
	}
	context->status = bad ? 1 : 0;
	return (struct err){ 0 };
}

const struct command cmd_doctor = {
	.name = "doctor",
	.summary = "is the archive well, is the machine fit; what to do",
	.arguments = "",
	.needs = NEED_NOTHING,
	.run = run,
};
