/*
 * Whether a time is ahead: 将于周三, 定于周四, 从周一起, 周五将公布; but not 周五表示将….
 */
#include "figure/moment.h"

static const struct str cues_before[] = {
	STR_INIT("将"),
	STR_INIT("定于"),
	STR_INIT("拟于"),
	STR_INIT("计划"),
	STR_INIT("预计"),
	STR_INIT("预定"),
	STR_INIT("即将"),
	STR_INIT("打算"),
};

bool
moment_is_ahead(const struct analysis *analysis, struct span span)
{
	struct span clause = moment_clause(analysis->folded, span);
	struct str before = str_slice(analysis->folded, clause.from, span.from);

	for (size_t i = 0; i < LENGTH(cues_before); i++)
		if (str_find(before, cues_before[i], 0) >= 0)
			return true;
	return false;
}
