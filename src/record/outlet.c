#include "base/err.h"
#include "base/table.h"
#include "record/outlet.h"

static const struct outlet outlets[] = {
#define ROW(host, name, slug, zone_s, lang) { host, name, slug, zone_s, lang },
#include "gen/hosts.inc"
#undef ROW
};

const struct outlet *
outlet_from_host(struct str host)
{
	struct str label;

	do {
		const struct outlet *outlet = TABLE_FIND(outlets, host);
		if (outlet)
			return outlet;
	} while (pull_until(&host, S("."), &label));
	return NULL;
}

const struct outlet *
outlet_from_name(struct str name)
{
	for (size_t i = 0; i < LENGTH(outlets); i++)
		if (str_equal(str_from_c(outlets[i].name), name))
			return &outlets[i];
	return NULL;
}
