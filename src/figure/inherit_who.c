#include "figure/inherit.h"

struct role
actor_of(const struct setting *setting, const struct figure *figure)
{
	(void)figure;
	if (!setting->frame || span_is_empty(setting->frame->actor))
		return (struct role){ 0 };
	return role_of_span(setting->analysis, setting->frame->actor, PROV_FRAME);
}

struct role
target_of(const struct setting *setting, const struct figure *figure)
{
	(void)figure;
	if (!setting->frame || span_is_empty(setting->frame->target))
		return (struct role){ 0 };
	return role_of_span(setting->analysis, setting->frame->target, PROV_FRAME);
}
