/*
 * figure_json.h: a figure as JSON, one shape for the command line and the API.
 */
#ifndef XINSHI_SHOW_FIGURE_JSON_H
#define XINSHI_SHOW_FIGURE_JSON_H

#include "base/json.h"
#include "record/figure.h"

/* The members of a figure, without braces: text sentence span min max ... (xinshi-json(5)); spans count in ${text}. */
void figure_json(struct json *json, const struct figure *figure, struct str text);

#endif
