/*
 * export_run.h: what the formats share: the run at hand.
 */
#ifndef XINSHI_SHOW_EXPORT_RUN_H
#define XINSHI_SHOW_EXPORT_RUN_H

#include "show/export.h"
#include "show/export_earlier.h"
#include "show/export_file.h"
#include "show/mirror.h"

struct exporting {
	struct archive *archive;
	const struct export_options *options;
	struct export_dir dir;	    /* of the formats that write a folder */
	struct earlier earlier;	    /* of these: what an earlier run left there */
	struct export_file *file;   /* of the format that writes one */
	struct manifest manifest;
	struct export_report report;
	export_progress *progress;
	void *context;
	int64_t done, total, rules; /* rules: the newest that made anything written */
	int64_t newest; /* of the article at hand: the number of its newest revision */
	struct snapshot *snapshot; /* of EXPORT_SQLITE */
};

/* Counts one thing done and tells; ERR_INTERRUPTED. */
struct err exporting_tell(struct exporting *x);
/* A name that cannot be written: counted, and the run goes on, but for errors of the disk. */
struct err exporting_refuse(struct exporting *x, struct raw name, struct err e);
/* Whether an article is among those asked for. */
bool exporting_wants(const struct exporting *x, const struct article_row *row);

/* The revisions asked for, in order of article and revision, each to ${put}. */
typedef struct err export_put(struct exporting *x, struct arena *arena, const struct article_row *row,
    const struct revision *revision);
struct err exporting_articles(struct exporting *x, export_put *put);

/* Opens PATH for one file, or standard output for "-"; ${regular}: it is a file, and gets a manifest.  ERR_EXISTS. */
struct err export_output_open(const struct export_options *options, const char *path, int *fd, bool *regular);
/* Opens the folder, a new or empty one or what an earlier run in this format left, and the manifest beside it. */
struct err exporting_begin(struct exporting *x, const char *format);
/* One file of it in the report and the manifest. */
void exporting_count(struct exporting *x, struct raw name, const struct digest *digest, int64_t size, int64_t article, int64_t revision);

struct err export_manifest_open(struct exporting *x, const char *path, const char *format);

/* What was asked for, for mirror_make. */
struct mirror_options mirror_options_of(const struct exporting *x);

struct err export_archive(struct exporting *x);
struct err export_markdown(struct exporting *x);
struct err export_jsonl(struct exporting *x);
struct err export_epub(struct exporting *x);
struct err export_sqlite(struct exporting *x);
struct err export_site(struct exporting *x);
struct err export_zim(struct exporting *x);

#endif
