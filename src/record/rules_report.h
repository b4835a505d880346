/*
 * rules_report.h: what a worker says of the rules of a site (refine/site.h) when it is asked to
 * read them, not a page.
 */
#ifndef XINSHI_RECORD_RULES_REPORT_H
#define XINSHI_RECORD_RULES_REPORT_H

#include "record/extracted.h"

enum { RULES_REMARKS_MAX = 1000, RULES_TESTS_MAX = 1000 };

struct rules_question {
	struct str text;
	bool foreign; /* of the shared collection, to be rewritten as ours */
};

struct rules_remark {
	uint32_t line; /* 0: of the whole */
	struct str what;
};

/* A page that the rules name, and what its text must hold. */
struct rules_test {
	struct str url;
	struct strs contains;
};

struct rules_report {
	struct str text;	 /* of foreign rules: as ours; else empty */
	uint64_t lines, refused; /* that say something; of them not understood */
	bool has_body;
	struct rules_remark *remarks;
	size_t remark_count;
	struct rules_test *tests;
	size_t test_count;
};

void wire_put_rules_question(struct buf *out, const struct rules_question *question);
struct err wire_get_rules_question(struct raw bytes, struct rules_question *out);
void wire_put_rules_report(struct buf *out, const struct rules_report *report);
/* Checked as a stranger's message: texts UTF-8, numbers within their ranges. */
struct err wire_get_rules_report(struct arena *arena, struct raw bytes, struct rules_report *out);

#endif
