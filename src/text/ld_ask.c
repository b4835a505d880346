#include "text/ld.h"

/* Whether an object around it says that it is one of several, or belongs to another. */
static bool
is_listed(const struct ld *ld, uint32_t object)
{
	static const struct str keys[] = { STR_INIT("itemListElement"), STR_INIT("hasPart"), STR_INIT("mentions"), STR_INIT("blogPost"),
		STR_INIT("relatedLink"), STR_INIT("isPartOf"), STR_INIT("citation"), STR_INIT("comment") };

	for (unsigned level = 0; object && level < LD_DEPTH_MAX; object = ld->objects[object].parent, level++)
		for (size_t i = 0; i < LENGTH(keys); i++)
			if (str_equal(ld->objects[object].key, keys[i]))
				return true;
	return false;
}

uint32_t
ld_article(const struct ld *ld)
{
	uint32_t listed = 0;

	for (uint32_t i = 1; i < ld->object_count; i++) {
		if (!ld->objects[i].is_article)
			continue;
		if (!is_listed(ld, i))
			return i;
		listed = listed ? listed : i;
	}
	return listed;
}

static struct str
pair_of(const struct ld *ld, uint32_t object, struct str key)
{
	for (uint32_t i = ld->objects[object].pairs; i; i = ld->pairs[i - 1].next)
		if (str_equal(ld->pairs[i - 1].key, key) && ld->pairs[i - 1].value.n)
			return ld->pairs[i - 1].value;
	return S("");
}

uint32_t
ld_dated_page(const struct ld *ld)
{
	for (uint32_t i = 1; i < ld->object_count; i++)
		if (str_ends(ld->objects[i].type, S("Page")) && pair_of(ld, i, S("datePublished")).n)
			return i;
	return 0;
}

/* What else is said of the object that ${id} names; 0: nothing.  It is described where it has a name. */
static uint32_t
described(const struct ld *ld, struct str id)
{
	for (size_t i = 0; i < ld->pair_count; i++)
		if (str_equal(ld->pairs[i].value, id) && str_equal(ld->pairs[i].key, S("@id")) &&
		    pair_of(ld, ld->pairs[i].object, S("name")).n)
			return ld->pairs[i].object;
	return 0;
}

/* The name of an object that stands where a value is wanted; its address without one. */
static bool
name_of(const struct ld *ld, uint32_t object, struct str *out, struct str *type)
{
	static const struct str keys[] = { STR_INIT("name"), STR_INIT("url"), STR_INIT("contentUrl"), STR_INIT("@id") };
	struct str id = pair_of(ld, object, S("@id"));

	if (id.n && ld->objects[object].pairs == ld->objects[object].last_pair) {
		uint32_t other = described(ld, id);
		object = other ? other : object;
	}
	*type = ld->objects[object].type;
	for (size_t k = 0; k < LENGTH(keys); k++) {
		*out = pair_of(ld, object, keys[k]);
		if (out->n)
			return true;
	}
	return false;
}

static bool
next_pair(const struct ld *ld, uint32_t object, struct str key, struct ld_at *at, struct str *out)
{
	uint32_t i = at->pair ? ld->pairs[at->pair - 1].next : ld->objects[object].pairs;

	for (; i; i = ld->pairs[i - 1].next)
		if (str_equal(ld->pairs[i - 1].key, key) && ld->pairs[i - 1].value.n) {
			at->pair = i;
			*out = ld->pairs[i - 1].value;
			return true;
		}
	at->in_objects = true;
	return false;
}

bool
ld_next(const struct ld *ld, uint32_t object, struct str key, struct ld_at *at, struct str *out, struct str *type)
{
	*type = S("");
	if (!at->in_objects && next_pair(ld, object, key, at, out))
		return true;
	for (uint32_t i = at->inside ? ld->objects[at->inside].next : ld->objects[object].inside; i; i = ld->objects[i].next) {
		at->inside = i;
		if (str_equal(ld->objects[i].key, key) && name_of(ld, i, out, type))
			return true;
	}
	return false;
}

bool
ld_value(const struct ld *ld, uint32_t object, struct str key, struct str *out)
{
	struct str type;

	return ld_next(ld, object, key, &(struct ld_at){ 0 }, out, &type);
}
