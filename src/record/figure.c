#include "record/figure.h"

#include "base/table.h"

const char *
approx_name(enum approx approx)
{
	static const char *const names[APPROX_MAX] = {
		[APPROX_EXACT] = "exact",
		[APPROX_ABOUT] = "about",
		[APPROX_AT_LEAST] = "at_least",
		[APPROX_AT_MOST] = "at_most",
		[APPROX_MORE_THAN] = "more_than",
		[APPROX_LESS_THAN] = "less_than",
		[APPROX_NEARLY] = "nearly",
		[APPROX_VAGUE] = "vague",
	};

	return names[approx];
}

const char *
provenance_name(enum provenance prov)
{
	static const char *const names[] = {
		[PROV_NONE] = "none",
		[PROV_FRAME] = "frame",
		[PROV_SENTENCE] = "sentence",
		[PROV_PREVIOUS] = "previous",
		[PROV_PARAGRAPH] = "paragraph",
		[PROV_DOCUMENT] = "document",
	};

	return names[prov];
}

const char *
hedge_name(enum hedge hedge)
{
	static const char *const names[HEDGE_MAX] = {
		[HEDGE_NONE] = "none",
		[HEDGE_UNVERIFIED] = "unverified",
		[HEDGE_BELIEVED] = "believed",
		[HEDGE_REPORTED] = "reported",
		[HEDGE_ESTIMATED] = "estimated",
		[HEDGE_PLANNED] = "planned",
		[HEDGE_ALLEGED] = "alleged",
		[HEDGE_NO_REPORTS] = "no_reports",
	};

	return names[hedge];
}
