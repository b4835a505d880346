/* check_figures.c: what doctor looks at of figures: whether texts wait to be read, and whether all were read by the same tables. */
#include "cmd/checks.h"
#include "store/figures.h"

struct finding
check_figures(struct context *context)
{
	struct figure_stats stats = { 0 };
	int64_t waiting = 0;
	struct err e;

	if (!context->archive)
		return finding(context, LEVEL_WARN, NULL, "not looked at: the archive did not open");
	e = figure_stats(context->archive, &stats);
	if (!e.code)
		e = figures_pending_count(context->archive, &waiting);
	if (e.code)
		return finding(context, LEVEL_BAD, "xinshi rebuild --figures", "%s", err_row(e.code)->text);
	if (waiting)
		return finding(context, LEVEL_WARN, "the next import or fetch reads them, or: xinshi rebuild --figures",
		    "%s not read for figures yet", counted(context, waiting, "text is", "texts are"));
	if (stats.tables > 1)
		return finding(context, LEVEL_WARN, "xinshi rebuild --figures", "texts were read by %lld different tables",
		    (long long)stats.tables);
	return finding(context, LEVEL_OK, NULL, "%s in %s, %lld that could not be read", counted(context, stats.figures, "figure", "figures"),
	    counted(context, stats.texts, "text", "texts"), (long long)stats.faults);
}
