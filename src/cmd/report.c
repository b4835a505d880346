#include "cmd/message.h"
#include "cmd/report.h"
#include "show/json_out.h"

/* ---- counting ---- */

static void
tally(struct report *report, struct fault_tally *tally, struct raw name, struct err err)
{
	struct buf shown CLEAN(buf_done) = { 0 };
	struct example *example;

	tally->count++;
	if (tally->kept >= EXAMPLES && !report->all)
		return;
	term_raw(&shown, name);
	example = arena_new(report->arena, struct example);
	*example = (struct example){
		.name = str_copy(report->arena, buf_str(&shown)),
		.at = err.at,
		.what = str_copy(report->arena, str_from_c(err.what)),
	};
	if (tally->last)
		tally->last->next = example;
	else
		tally->first = example;
	tally->last = example;
	tally->kept++;
}

void
report_fault(struct report *report, struct raw name, struct err err)
{
	report->quarantined++;
	tally(report, &report->faults[err.code], name, err);
}

void
report_problem(struct report *report, struct raw name, struct err err)
{
	report->unreadable++;
	tally(report, &report->problems[err.code], name, err);
}

void
report_article(struct report *report, const struct article *article, int64_t now)
{
	int64_t seconds = when_seconds(article->published);

	report->understood++;
	for (unsigned i = 0; i < NOTE_MAX; i++) {
		report->files_with.count[i] += article->notes.count[i] != 0;
		report->times.count[i] += article->notes.count[i];
	}
	if (article->published.precision == WHEN_NONE || seconds > now)
		return;
	if (!report->oldest || seconds < report->oldest)
		report->oldest = seconds;
	if (!report->newest || seconds > report->newest)
		report->newest = seconds;
}

/* ---- for people ---- */

static void
put_number(struct term *out, int64_t n)
{
	struct buf number CLEAN(buf_done) = { .max = 64 };

	term_count(&number, n);
	term_put(out, "%10.*s", (int)number.n, number.p);
}

/* In its column, as wide as it is in the user's language. */
static void
put_label(struct term *out, const char *what)
{
	term_put(out, "  ");
	term_cell(&out->buf, str_from_c(message_label(what)), 34);
}

static void
put_line(struct term *out, const char *what, int64_t n, const char *remark)
{
	if (!n)
		return;
	put_label(out, what);
	put_number(out, n);
	term_put(out, "%s%s\n", remark ? "   " : "", remark ? message(remark) : "");
}

static void
print_head(const struct report *report, struct term *out)
{
	struct buf *b = &out->buf;
	/* what the workers still held when it stopped was read, but not kept */
	int64_t files = report->stopped
			    ? report->understood + report->quarantined + report->unchanged
			    : report->files;

	term_style(out, STYLE_BOLD);
	term_put(out, report->dry	? "Would import "
		      : report->stopped ? "Stopped: imported "
					: "Imported ");
	term_counted(b, files, "file", "files");
	term_put(out, " (");
	term_size(b, report->bytes);
	term_put(out, ") from ");
	term_text(b, report->where);
	if (report->ms < 1000)
		term_put(out, " in %lld ms", (long long)report->ms);
	else {
		term_put(out, " in %.1f s, ", (double)report->ms / 1000);
		term_count(b, report->files * 1000 / report->ms);
		term_put(out, " a second");
	}
	term_put(out, "\n");
	term_style(out, STYLE_PLAIN);
	term_put(out, "\n");
}

static void
print_counts(const struct report *report, struct term *out)
{
	put_line(out, "new articles", report->articles, NULL);
	put_line(out, "new versions of known articles", report->revisions, NULL);
	put_line(out, "copies folded", report->duplicates,
	    "the same article again, nothing new in it but its bytes, which are kept");
	put_line(out, "unchanged since the last import", report->unchanged, NULL);
	put_line(out, "in quarantine", report->quarantined, "kept, not understood");
	put_line(out, "could not be read", report->unreadable, "not kept");
	put_line(out, "same text under another address", report->same_text,
	    "a hint; both are kept as articles");
	for (unsigned i = 0; i < SKIP_MAX; i++)
		if (report->skipped[i]) {
			put_label(out, "left out");
			put_number(out, report->skipped[i]);
			term_put(out, "   %s\n", message(skip_text(i)));
		}
	put_line(out, "worker processes replaced", report->deaths, NULL);
	if (report->oldest) {
		put_label(out, "dates");
		term_put(out, "%10s   ", "");
		when_push_day(&out->buf, report->oldest, 0);
		term_put(out, " to ");
		when_push_day(&out->buf, report->newest, 0);
		term_put(out, "\n");
	}
}

static bool
group_has_any(const struct report *report, const char *group)
{
	for (unsigned i = 0; i < NOTE_MAX; i++)
		if (report->files_with.count[i] && strcmp(note_row(i)->group, group) == 0)
			return true;
	return false;
}

static void
print_note(const struct report *report, struct term *out, enum note_code code)
{
	struct str text = str_from_c(message(note_row(code)->text));
	int64_t files = report->files_with.count[code];

	term_put(out, "    ");
	term_cell(&out->buf, text, 62);
	put_number(out, files);
	term_put(out, "  %5.1f %%\n",
	    report->understood ? 100.0 * (double)files / (double)report->understood : 0.0);
}

static void
print_notes(const struct report *report, struct term *out)
{
	const char *group = NULL;

	if (!report->understood)
		return;
	term_put(out, "\n");
	term_put(out, "  ");
	term_cell(&out->buf, str_from_c(message("What was found in the files read, and done")), 66);
	term_put(out, "%s\n", message_label("files"));
	for (unsigned i = 0; i < NOTE_MAX; i++) {
		const struct note_row *row = note_row(i);

		if (!group || strcmp(row->group, group) != 0) {
			group = row->group;
			if (group_has_any(report, group))
				term_put(out, "   %s\n", message_label(group));
		}
		if (report->files_with.count[i])
			print_note(report, out, i);
	}
}

/* A file that was not read has no place to name. */
static void
print_example(const struct example *example, struct term *out)
{
	term_put(out, "        %.*s", STR_ARGS(example->name));
	if (example->at)
		term_put(out, ", byte %u", example->at);
	if (example->what.n) {
		term_put(out, ": ");
		term_put_text(out, message_or(message_tongue(), example->what));
	}
	term_put(out, "\n");
}

static void
print_faults(struct term *out, const struct fault_tally *faults, const char *title)
{
	bool some = false;

	for (unsigned i = 0; i < ERR_MAX; i++) {
		if (!faults[i].count)
			continue;
		if (!some)
			term_put(out, "\n  %s\n", message(title));
		some = true;
		term_put(out, "  ");
		put_number(out, faults[i].count);
		term_put(out, "  %s\n", message_of_fault(i));
		for (const struct example *e = faults[i].first; e; e = e->next)
			print_example(e, out);
		if (faults[i].count > faults[i].kept)
			term_put(out, "        ... (-v names all)\n");
	}
}

void
report_print(const struct report *report, struct term *out)
{
	print_head(report, out);
	print_counts(report, out);
	print_notes(report, out);
	print_faults(out, report->faults, "In quarantine: kept, with the place and the reason");
	print_faults(out, report->problems, "Could not be read");
}

/* ---- for programs ---- */

static void
json_faults(struct json *json, const char *key, const struct fault_tally *faults)
{
	json_array(json, key);
	for (unsigned i = 0; i < ERR_MAX; i++) {
		if (!faults[i].count)
			continue;
		json_object(json, NULL);
		json_c(json, "fault", err_row(i)->name);
		json_c(json, "text", err_row(i)->text);
		json_int(json, "files", faults[i].count);
		json_array(json, "examples");
		for (const struct example *e = faults[i].first; e; e = e->next) {
			json_object(json, NULL);
			json_str(json, "name", e->name);
			json_int(json, "at", e->at);
			json_str(json, "what", e->what.p ? e->what : S(""));
			json_object_end(json);
		}
		json_array_end(json);
		json_object_end(json);
	}
	json_array_end(json);
}

static void
json_notes(const struct report *report, struct json *json)
{
	const char *group = NULL;

	json_object(json, "notes");
	for (unsigned i = 0; i < NOTE_MAX; i++) {
		const struct note_row *row = note_row(i);

		if (!group || strcmp(row->group, group) != 0) {
			if (group)
				json_object_end(json);
			json_object(json, row->group);
			group = row->group;
		}
		json_object(json, row->key);
		json_int(json, "files", report->files_with.count[i]);
		json_int(json, "times", report->times.count[i]);
		json_object_end(json);
	}
	if (group)
		json_object_end(json);
	json_object_end(json);
}

void
report_json(const struct report *report, struct json *json)
{
	json_str(json, "from", report->where);
	json_bool(json, "complete", !report->stopped);
	json_bool(json, "dry_run", report->dry);
	json_int(json, "files", report->files);
	json_int(json, "bytes", report->bytes);
	json_int(json, "understood", report->understood);
	json_int(json, "articles", report->articles);
	json_int(json, "revisions", report->revisions);
	json_int(json, "duplicates", report->duplicates);
	json_int(json, "unchanged", report->unchanged);
	json_int(json, "same_text", report->same_text);
	json_int(json, "quarantined", report->quarantined);
	json_int(json, "unreadable", report->unreadable);
	json_int(json, "indexed", report->indexed);
	json_int(json, "workers_replaced", report->deaths);
	json_object(json, "left_out");
	for (unsigned i = 0; i < SKIP_MAX; i++)
		json_int(json, skip_key(i), report->skipped[i]);
	json_object_end(json);
	json_out_time(json, "oldest", report->oldest);
	json_out_time(json, "newest", report->newest);
	json_faults(json, "quarantine", report->faults);
	json_faults(json, "problems", report->problems);
	json_notes(report, json);
	json_double(json, "seconds", (double)report->ms / 1000, 3);
	json_int(json, "files_per_second", report->ms ? report->files * 1000 / report->ms : 0);
}
