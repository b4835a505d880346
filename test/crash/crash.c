/*
 * crash.c: the archive under a disk that fails and a writer that dies.
 *
 * Without a verb, "crash DIR FAULTS POINTS" runs all, in DIR (scratch), with the preloaded library
 * FAULTS, and speaks TAP.  The verbs are for its children: "write DIR FROM TO" adds articles FROM
 * to TO and tells on stdout which are acknowledged; "careless" does so with synchronous=OFF (the
 * control, which must lose); "create" makes an archive; "upgrade" opens an old one for writing.
 *
 * After each fault the archive must open, hold every article that was acknowledged with its text,
 * and verify as whole; and the writer must be able to go on where it was stopped.
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "../schema_1.h"
#include "store/feeds.h"
#include "store/sql.h"
#include "store/verify.h"

enum {
	ARTICLES = 36,
	ARTICLES_MAX = 4 * ARTICLES,
	BATCH = 3,
	FETCHED = 1617000000,
	STATUS_FULL = 10,
	STATUS_IO = 11,
	STATUS_OTHER = 12
};

static unsigned tests, failures;

static void
report(bool good, const char *what)
{
	printf("%sok %u - %s\n", good ? "" : "not ", ++tests, what);
	fflush(stdout);
	failures += !good;
}

/* ---- what is written: each article's text follows from its number ---- */

static struct str
text_of(struct arena *arena, int i)
{
	struct str text = str_format(arena, "Article %d.", i);
	unsigned words = (unsigned)(i * 7919 % 400);

	for (unsigned k = 0; k < words; k++)
		text = str_join(arena, text,
		    str_format(arena, " %x", (unsigned)(i + 1) * (k + 17) * 2654435761u), STR_END);
	return text;
}

/* Every fifth is a second text of the article before it. */
static struct article
article_of(struct arena *arena, int i)
{
	struct article article = { .published = when_from_ms((INT64_C(1616000000) + i) * 1000),
		.rules = 1 };
	struct doc_builder builder;

	(void)url_parse(arena, str_format(arena, "https://example.org/%d", i % 5 == 4 ? i - 1 : i),
	    NULL, &article.url);
	article.key = url_key(arena, article.url);
	article.headline = article.title = str_format(arena, "Headline %d", i);
	article.source = S("Crash Courier");
	article.text = text_of(arena, i);
	article.characters = (int64_t)article.text.n;
	article.digest = article.body_digest = digest_of(raw_from_str(article.text));
	doc_begin(&builder, arena);
	doc_open(&builder, TAG_P);
	doc_text(&builder, article.text);
	doc_close(&builder);
	(void)doc_finish(&builder, &article.doc);
	return article;
}

/* Every third is named by a feed, too, which then has nothing new. */
static bool
is_named(int i)
{
	return i % 3 == 0;
}

static struct err
answer_write(struct archive *archive, struct arena *arena, enum capture_kind kind, int64_t feed,
    int i, int64_t *id)
{
	struct exchange_row exchange = { .feed = feed, .status = kind == CAPTURE_WAY ? 304 : 200 };
	struct capture capture = {
		.kind = kind, .url = S("https://example.org/feed"), .fetched = FETCHED + i
	};
	struct str body = str_format(arena, "<rss>%d</rss>", i);

	exchange.request = raw_from_str(S("GET /feed HTTP/1.1\r\n\r\n"));
	exchange.response = raw_from_str(
	    str_format(arena, "HTTP/1.1 %d X\r\nX-Id: %d\r\n\r\n", exchange.status, i));
	if (kind == CAPTURE_WAY)
		body = S("");
	return exchange_add(archive, &capture, raw_from_str(body), &exchange, id);
}

static struct err
feed_write(struct archive *archive, struct arena *arena, const struct article *article, int i)
{
	struct feed_row feed = { .url_added = S("https://example.org/feed") };
	struct added added;
	int64_t id = 0, document, unchanged;
	struct err e = feeds_add(archive, &feed, FETCHED, &id);

	if (!e.code || e.code == ERR_EXISTS)
		e = answer_write(archive, arena, CAPTURE_FEED, id, i, &document);
	if (!e.code)
		e = articles_add(archive, article, document, FETCHED + i, &added);
	if (!e.code)
		e = answer_write(archive, arena, CAPTURE_WAY, id, i, &unchanged);
	if (!e.code)
		e = feed_get(archive, arena, id, &feed);
	feed.next = FETCHED + i + 3600;
	feed.capture = document;
	return e.code ? e : feed_put(archive, &feed);
}

static struct err
article_write(struct archive *archive, int i)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct article article = article_of(&arena, i);
	struct capture capture = {
		.kind = CAPTURE_IMPORT,
		.name = raw_from_str(str_format(&arena, "%d.md", i)),
		.fetched = FETCHED,
	};
	struct added added;
	int64_t id;
	struct err e = capture_add(archive, &capture, raw_from_str(article.text), &id);

	if (!e.code)
		e = articles_add(archive, &article, id, FETCHED, &added);
	return e.code || !is_named(i) ? e : feed_write(archive, &arena, &article, i);
}

/* ---- the writer ---- */

static struct err
batch_write(struct archive *archive, int from, int to)
{
	struct err e = archive_begin(archive);

	for (int i = from; i < to && !e.code; i++)
		e = article_write(archive, i);
	if (!e.code)
		return archive_commit(archive);
	archive_rollback(archive);
	return e;
}

static struct err
write_all(struct archive *archive, int from, int to)
{
	struct err e = { 0 };

	for (int i = from; i < to && !e.code; i += BATCH) {
		int end = i + BATCH < to ? i + BATCH : to;
		e = batch_write(archive, i, end);
		if (!e.code)
			dprintf(STDOUT_FILENO, "%d\n",
			    end); /* the acknowledgement: all below are kept */
	}
	return e;
}

static int
status_of(struct err e)
{
	return !e.code			 ? 0
	       : e.code == ERR_DISK_FULL ? STATUS_FULL
	       : e.code == ERR_IO	 ? STATUS_IO
					 : STATUS_OTHER;
}

static int
writer(bool careless, const char *dir, int from, int to)
{
	struct archive *archive = NULL;

	signal(SIGXFSZ, SIG_IGN);
	struct err e = archive_open(dir, ARCHIVE_WRITE, &archive);
	if (!e.code && careless)
		e = sql_exec(archive, "PRAGMA synchronous = OFF");
	if (!e.code)
		e = write_all(archive, from, to);
	archive_close(archive);
	return status_of(e);
}

/* ---- running it under faults ---- */

struct run {
	const char *self, *faults, *dir;
	const char *verb; /* write, careless, create */
	const char *kind; /* of fault; NULL: none */
	long at;
	unsigned seed; /* of the luck at a power loss */
	rlim_t limit;  /* of a file's size; 0: none */
	int from, to;
	/* what came of it */
	int acknowledged; /* articles below this are */
	int status;	  /* exit status; 128 + signal */
};

static void
run_child(const struct run *run, int out)
{
	char at[24], from[24], to[24], seed[24];

	dup2(out, STDOUT_FILENO);
	snprintf(at, sizeof(at), "%ld", run->at);
	snprintf(seed, sizeof(seed), "%u", run->seed);
	snprintf(from, sizeof(from), "%d", run->from);
	snprintf(to, sizeof(to), "%d", run->to);
	if (run->limit)
		setrlimit(RLIMIT_FSIZE, &(struct rlimit){ run->limit, run->limit });
	if (run->kind) {
		setenv("LD_PRELOAD", run->faults, 1);
		setenv("ASAN_OPTIONS", "verify_asan_link_order=0:detect_leaks=0", 1);
		setenv("FAULT_KIND", run->kind, 1);
		setenv("FAULT_AT", at, 1);
		setenv("FAULT_SEED", seed, 1);
	}
	execl(run->self, run->self, run->verb, run->dir, from, to, (char *)NULL);
	_exit(127);
}

static void
run_it(struct run *run)
{
	int pipes[2], number;
	int status;

	if (pipe2(pipes, O_CLOEXEC) != 0)
		abort();
	pid_t child = fork();
	if (child == 0)
		run_child(run, pipes[1]);
	close(pipes[1]);
	FILE *in = fdopen(pipes[0], "r");
	run->acknowledged = run->from;
	while (fscanf(in, "%d", &number) == 1)
		run->acknowledged = number;
	fclose(in);
	waitpid(child, &status, 0);
	run->status = WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

/* ---- judging ---- */

static bool
article_is_there(struct archive *archive, int i)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct article article = article_of(&arena, i);
	struct digest digest = digest_of(raw_from_str(article.text));
	struct revisions revisions = { 0 };
	struct mentions mentions = { 0 };
	struct raw bytes;
	int64_t capture = 0, id = 0;

	if (capture_find(archive, CAPTURE_IMPORT, raw_from_str(str_format(&arena, "%d.md", i)),
		&digest, &capture)
		.code ||
	    !capture || capture_read(archive, &arena, capture, 1 << 20, &bytes).code ||
	    article_by_key(archive, article.key, &id).code ||
	    revisions_list(archive, &arena, id, 0, &revisions).code ||
	    mentions_of_article(archive, &arena, id, &mentions).code ||
	    (is_named(i) && mentions.count != 1))
		return false;
	for (size_t k = 0; k < revisions.count; k++) {
		struct revision revision;
		if (digest_equal(&revisions.items[k].record.digest, &digest))
			return !revision_get_id(
				   archive, &arena, revisions.items[k].id, REVISION_BODY, &revision)
				    .code &&
			       str_equal(revision.record.text, article.text);
	}
	return false;
}

/* How many acknowledged articles are lost; -1: the archive does not open or is not whole, as is
 * told unless ${context} is NULL. */
static int
losses(const char *dir, int acknowledged, const char *context)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct archive *archive = NULL;
	struct verify_report found = { 0 };
	struct err e = archive_open(dir, ARCHIVE_WRITE, &archive);
	int lost = 0;

	if (!e.code)
		e = archive_verify(archive, &arena, NULL, NULL, &found);
	for (size_t i = 0; context && i < found.count; i++)
		printf("# %s: %.*s: %s\n", context, STR_ARGS(found.items[i].thing),
		    err_row(found.items[i].err.code)->text);
	if (context && e.code)
		printf("# %s: %s %s\n", context, err_row(e.code)->name, e.what ? e.what : "");
	for (int i = 0; !e.code && i < acknowledged; i++)
		lost += !article_is_there(archive, i);
	archive_close(archive);
	return e.code || found.damages ? -1 : lost;
}

static void
fresh_archive(const char *dir)
{
	char command[600];

	snprintf(command, sizeof(command), "rm -rf '%s'", dir);
	if (system(command) != 0 || archive_create(dir).code)
		abort();
}

static long
calls_count(struct run run)
{
	char path[500];
	long calls = 0;

	snprintf(path, sizeof(path), "%s.calls", run.dir);
	setenv("FAULT_REPORT", path, 1);
	run.kind = "count";
	run_it(&run);
	FILE *in = fopen(path, "r");
	if (!in || fscanf(in, "%ld", &calls) != 1 || run.status != 0)
		abort();
	fclose(in);
	unlink(path);
	return calls;
}

/* ---- the faults ---- */

struct sweep {
	const char *name, *kind;
	int status;	/* wanted of the writer where it is stopped */
	unsigned share; /* percent of the points */
	bool careless;
};

static const struct sweep sweeps[] = {
	{ "killed in a call that writes", "kill", 128 + SIGKILL, 100, false },
	{ "power lost, unsynced writes with it", "power", 128 + SIGKILL, 50, false },
	{ "disk full from a call on", "full", STATUS_FULL, 25, false },
	{ "one call fails (EIO)", "io", STATUS_IO, 25, false },
	{ "control: the same power loss without syncs", "power", 128 + SIGKILL, 10, true },
};

struct tally {
	int points, acknowledged, lost, damaged, odd;
};

static void
point_run(struct run run, const struct sweep *sweep, bool go_on, struct tally *tally)
{
	char context[100];

	snprintf(context, sizeof(context), "%s at call %ld", sweep->kind, run.at);
	fresh_archive(run.dir);
	run_it(&run);
	int lost = losses(run.dir, run.acknowledged, sweep->careless ? NULL : context);
	tally->points++;
	tally->acknowledged += run.acknowledged;
	tally->damaged += lost < 0;
	tally->lost += lost > 0 ? lost : 0;
	/* A fault in the tidying after the last commit may go unnoticed, and rightly so. */
	if (run.status != sweep->status && !(run.status == 0 && run.acknowledged == run.to)) {
		printf("# %s: the writer ended with %d\n", context, run.status);
		tally->odd++;
	}
	if (!go_on)
		return;
	/* The last batch once more: whether an acknowledgement was given or lost on the way, the
	 * one who goes on cannot know. */
	run.kind = NULL;
	run.from = run.acknowledged > BATCH ? run.acknowledged - BATCH : 0;
	run_it(&run);
	if (run.status != 0)
		printf("# %s: the second writer ended with %d\n", context, run.status);
	lost = losses(run.dir, run.to, context);
	tally->damaged += lost < 0 || run.status != 0;
	tally->lost += lost > 0 ? lost : 0;
}

static void
sweep_run(struct run run, const struct sweep *sweep, unsigned points)
{
	struct tally tally = { 0 };
	char text[300];

	run.verb = sweep->careless ? "careless" : "write";
	fresh_archive(run.dir);
	long calls = calls_count(run);
	unsigned n = points * sweep->share / 100;
	run.kind = sweep->kind;
	for (unsigned i = 0; i < n; i++) {
		run.seed = i + 1;
		run.at = 1 + (long)((uint64_t)i * (uint64_t)calls / n);
		point_run(run, sweep, !sweep->careless && i % 8 == 0, &tally);
	}
	snprintf(text, sizeof(text),
	    "%s: %d points of %ld calls, %d articles acknowledged, %d lost, %d archives damaged, "
	    "%d odd ends",
	    sweep->name, tally.points, calls, tally.acknowledged, tally.lost, tally.damaged,
	    tally.odd);
	report(sweep->careless ? tally.lost + tally.damaged > 0
			       : !tally.lost && !tally.damaged && !tally.odd,
	    text);
}

/* Killed while the archive is made: there is none, or a whole one. */
static void
create_sweep(struct run run, unsigned points)
{
	char command[600], text[200];
	int bad = 0, n = 0;

	run.verb = "create";
	snprintf(command, sizeof(command), "rm -rf '%s'", run.dir);
	if (system(command) != 0)
		abort();
	long calls = calls_count(run);
	run.kind = "power";
	long step = calls * 10 / points + 1;
	for (run.at = 1; run.at <= calls; run.at += step, n++) {
		struct archive *archive = NULL;
		if (system(command) != 0)
			abort();
		run_it(&run);
		struct err e = archive_open(run.dir, ARCHIVE_READ, &archive);
		archive_close(archive);
		if (e.code == ERR_NO_ARCHIVE)
			e = archive_create(run.dir);
		bad += e.code || losses(run.dir, 0, "create") != 0;
	}
	snprintf(text, sizeof(text), "archive_create cut off at %d of %ld calls: %d half archives",
	    n, calls, bad);
	report(!bad, text);
}

static bool
old_archive(const char *dir)
{
	char command[600], path[500];
	sqlite3 *db = NULL;

	snprintf(command, sizeof(command), "rm -rf '%s' && mkdir '%s'", dir, dir);
	snprintf(path, sizeof(path), "%s/archive.db", dir);
	bool made = system(command) == 0 && sqlite3_open(path, &db) == SQLITE_OK &&
		    sqlite3_exec(db, SCHEMA_1_SETTINGS, NULL, NULL, NULL) == SQLITE_OK &&
		    sqlite3_exec(db, schema_1, NULL, NULL, NULL) == SQLITE_OK;
	sqlite3_close(db);
	return made;
}

/* Power lost while an old archive is upgraded: it is the old one, or the new one. */
static void
upgrade_sweep(struct run run, unsigned points)
{
	char text[200];
	int bad = 0, n = 0;

	run.verb = "upgrade";
	if (!old_archive(run.dir))
		abort();
	long calls = calls_count(run);
	run.kind = "power";
	long step = calls * 10 / points + 1;
	for (run.at = 1; run.at <= calls; run.at += step, n++) {
		struct arena arena CLEAN(arena_done) = { 0 };
		struct archive *reader = NULL;
		struct verify_report found = { 0 };
		if (!old_archive(run.dir))
			abort();
		run.seed = (unsigned)run.at;
		run_it(&run);
		struct err e = archive_open(run.dir, ARCHIVE_READ, &reader);
		if (!e.code)
			e = archive_verify(reader, &arena, NULL, NULL, &found);
		archive_close(reader);
		bad += e.code || found.damages || losses(run.dir, 0, "upgrade") != 0;
	}
	snprintf(text, sizeof(text), "an upgrade cut off at %d of %ld calls: %d bad archives", n,
	    calls, bad);
	report(!bad, text);
}

/* The limit of a file's size stands for a disk that is full at any byte. */
static void
limit_sweep(struct run run, unsigned points)
{
	struct sweep sweep = { "file size limit", "limit", STATUS_FULL, 0, false };
	struct tally tally = { 0 };
	char text[200];
	unsigned n = points / 10;

	run.verb = "write";
	for (unsigned i = 0; i < n; i++) {
		run.at = (long)(i * 30011 / n * 40);
		run.limit = 4096 + (rlim_t)run.at;
		fresh_archive(run.dir);
		run_it(&run);
		int lost = losses(run.dir, run.acknowledged, sweep.name);
		tally.points++;
		tally.lost += lost > 0 ? lost : 0;
		tally.damaged += lost < 0;
		bool odd = run.status != STATUS_FULL && run.acknowledged != run.to;
		if (odd)
			printf("# %s %ld: the writer ended with %d\n", sweep.name, (long)run.limit,
			    run.status);
		tally.odd += odd;
	}
	snprintf(text, sizeof(text), "%s: %d sizes, %d lost, %d archives damaged, %d odd ends",
	    sweep.name, tally.points, tally.lost, tally.damaged, tally.odd);
	report(!tally.lost && !tally.damaged && !tally.odd, text);
}

static int
all(const char *self, const char *dir, const char *faults, unsigned points)
{
	/* More points want more calls. */
	int to = points > 4 * 200 ? ARTICLES_MAX : ARTICLES;
	struct run run = { .self = self, .dir = dir, .faults = faults, .to = to };

	for (size_t i = 0; i < LENGTH(sweeps); i++)
		sweep_run(run, &sweeps[i], points);
	create_sweep(run, points);
	upgrade_sweep(run, points);
	limit_sweep(run, points);
	printf("1..%u\n", tests);
	return failures > 0;
}

int
main(int argc, char **argv)
{
	if (argc == 5 && strcmp(argv[1], "write") == 0)
		return writer(false, argv[2], atoi(argv[3]), atoi(argv[4]));
	if (argc == 5 && strcmp(argv[1], "careless") == 0)
		return writer(true, argv[2], atoi(argv[3]), atoi(argv[4]));
	if (argc == 5 && strcmp(argv[1], "create") == 0)
		return status_of(archive_create(argv[2]));
	if (argc == 5 && strcmp(argv[1], "upgrade") == 0)
		return writer(false, argv[2], 0, 0);
	if (argc == 4)
		return all(argv[0], argv[1], argv[2], (unsigned)atoi(argv[3]));
	fprintf(stderr, "usage: crash DIR FAULTS POINTS\n");
	return 2;
}
