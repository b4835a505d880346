#include "show/routes.h"

#include "show/pages.h"

#define P(param) PARAM_BIT(PARAM_##param)
static const struct route routes[] = {
#define ROW(path, handler, cache, who, params) { path, handler, cache, who, params },
#include "gen/routes.inc"
#undef ROW
};
#undef P

const struct route *
routes_all(size_t *count)
{
	*count = LENGTH(routes);
	return routes;
}

/* What a {name} stands for: up to the last ${stop} of this segment, or to its end. */
static struct str
pull_value(struct str *path, char stop)
{
	ptrdiff_t slash = str_find_char(*path, '/', 0), end;
	struct str segment = str_slice(*path, 0, slash < 0 ? path->n : (size_t)slash);

	end = stop && stop != '/' ? str_find_last_char(segment, stop) : (ptrdiff_t)segment.n;
	if (stop == '.' && end > 0 && segment.p[end - 1] == '.')
		end--; /* {n}..{m} */
	segment.n = end < 0 ? 0 : (size_t)end;
	*path = str_from(*path, segment.n);
	return segment;
}

static bool
pull_param(struct arena *arena, struct str *pattern, struct str *path, struct args *args)
{
	struct str name, value;

	if (!pull_until(pattern, S("}"), &name))
		return false;
	value = pull_value(path, pattern->n ? pattern->p[0] : '\0');
	return value.n && percent_decode(arena, value, false, &value) &&
	       !arg_set(args, param_from_name(name), value).code;
}

static bool
route_fits(struct arena *arena, struct str pattern, struct str path, struct args *args)
{
	while (pattern.n) {
		if (pull_char(&pattern, '{')) {
			if (!pull_param(arena, &pattern, &path, args))
				return false;
			continue;
		}
		if (!pull_char(&path, pattern.p[0]))
			return false;
		pattern = str_from(pattern, 1);
	}
	return !path.n;
}

struct err
route_find(struct arena *arena, struct str path, const struct route **out, struct args *args)
{
	for (size_t i = 0; i < LENGTH(routes); i++) {
		struct args found = { 0 };

		if (!route_fits(arena, str_from_c(routes[i].path), path, &found))
			continue;
		*args = found;
		*out = &routes[i];
		return (struct err){ 0 };
	}
	return err_new(ERR_NOT_FOUND, "no such page");
}
