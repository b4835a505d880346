#include "read/lint_rows.h"

const struct lint_row lint_rows[LINT_ROWS] = {
#define ROW(parent, element, min, max, check, as) \
	{ STR_INIT(parent), STR_INIT(element), min, max, check, as },
#include "gen/lint.inc"
#undef ROW
};

static const struct lint_attribute attributes[] = {
#define ROW(parent, element, name, required, check) \
	{ STR_INIT(parent), STR_INIT(element), STR_INIT(name), required, check },
#include "gen/lint_attributes.inc"
#undef ROW
};

static bool
is_any(struct str name)
{
	return name.n == 1 && name.p[0] == '*';
}

static bool
fits(struct str row, struct str name)
{
	return is_any(row) || str_equal(row, name);
}

const struct lint_row *
lint_row_of(struct str parent, struct str element)
{
	const struct lint_row *other_case = NULL;

	for (size_t i = 0; i < LINT_ROWS; i++) {
		const struct lint_row *row = &lint_rows[i];

		if (row->element.n != element.n || !fits(row->parent, parent) ||
		    !str_equal_nocase(row->element, element))
			continue;
		if (str_equal(row->element, element))
			return row;
		other_case = row;
	}
	return other_case;
}

bool
lint_rows_know(struct str parent)
{
	for (size_t i = 0; i < LINT_ROWS; i++)
		if (str_equal(lint_rows[i].parent, parent))
			return true;
	return false;
}

const struct lint_attribute *
lint_attribute_next(const struct lint_attribute *last, struct str parent, struct str element)
{
	const struct lint_attribute *end = attributes + LENGTH(attributes);

	for (last = last ? last + 1 : attributes; last < end; last++)
		if (fits(last->element, element) && fits(last->parent, parent))
			return last;
	return NULL;
}

struct str
lint_attribute_value(const struct xml *xml, const struct lint_attribute *attribute)
{
	struct str local = attribute->name, prefix = S("");

	if (str_find_char(local, ':', 0) >= 0)
		pull_until(&local, S(":"), &prefix);
	for (unsigned i = 0; i < xml->attr_count; i++) {
		const struct xml_attr *attr = &xml->attrs[i];

		if (str_equal(attr->local, local) && attr->ns != NS_UNKNOWN &&
		    str_equal(str_from_c(ns_prefix(attr->ns)), prefix))
			return attr->value;
	}
	return (struct str){ 0 };
}
