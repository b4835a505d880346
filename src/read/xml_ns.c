/*
 * xml_ns.c: namespaces, by their addresses: data/namespaces.tsv, data/prefixes.tsv.
 */
#include "base/table.h"
#include "read/xml.h"

struct ns_row {
	const char *name;
	enum ns ns;
};

static const struct ns_row uris[] = {
#define ROW(uri, ns) { uri, ns },
#include "gen/namespaces.inc"
#undef ROW
};

static const struct ns_row prefixes[] = {
#define ROW(prefix, ns) { prefix, ns },
#include "gen/prefixes.inc"
#undef ROW
};

enum { URI_MAX = 128 };

const char *
ns_prefix(enum ns ns)
{
	if (ns == NS_ATOM)
		return "";
	for (size_t i = 0; i < LENGTH(prefixes); i++)
		if (prefixes[i].ns == ns)
			return prefixes[i].name;
	return "";
}

static enum ns
ns_find(const struct ns_row *rows, size_t count, struct str name)
{
	char lower[URI_MAX];
	const struct ns_row *row;

	if (name.n > URI_MAX)
		return NS_UNKNOWN;
	for (size_t i = 0; i < name.n; i++)
		lower[i] = char_lower(name.p[i]);
	row = table_find(rows, count, sizeof(*rows), (struct str){ lower, name.n });
	return row ? row->ns : NS_UNKNOWN;
}

void
xml_bind(struct xml *xml, struct str prefix, struct str uri)
{
	struct xml_binding *binding = &xml->bindings[xml->binding_count];

	if (xml->binding_count == XML_BINDINGS_MAX)
		return;
	xml->binding_count++;
	*binding = (struct xml_binding){ prefix, uri, NS_NONE };
	if (str_trim(uri).n)
		binding->ns = ns_find(uris, LENGTH(uris), str_trim(uri));
}

static const struct xml_binding *
binding_of(const struct xml *xml, struct str prefix)
{
	for (unsigned i = xml->binding_count; i--;)
		if (str_equal(xml->bindings[i].prefix, prefix))
			return &xml->bindings[i];
	return NULL;
}

enum ns
xml_ns_of(struct xml *xml, struct str prefix, size_t at)
{
	const struct xml_binding *binding = binding_of(xml, prefix);

	if (binding)
		return binding->ns;
	if (!prefix.n)
		return NS_NONE;
	if (!str_equal(prefix, S("xml")))
		xml_complain(xml, "prefix not declared", prefix, at);
	return ns_find(prefixes, LENGTH(prefixes), prefix);
}
