/*
 * xml_trace.h: what read/xml.h makes of a document, as text, the document coming in pieces of any
 * size.
 */
#ifndef XINSHI_TEST_XML_TRACE_H
#define XINSHI_TEST_XML_TRACE_H

#include "read/xml.h"

struct xml_trace {
	struct str rest;
	size_t size; /* of a piece */
	struct buf *out;
};

static bool
xml_trace_more(void *context, struct buf *window)
{
	struct xml_trace *trace = context;
	size_t n = trace->rest.n < trace->size ? trace->rest.n : trace->size;

	buf_push_str(window, str_slice(trace->rest, 0, n));
	trace->rest = str_from(trace->rest, n);
	return n > 0;
}

static void
xml_trace_fault(void *context, const char *rule, struct str what, size_t at, uint32_t line)
{
	buf_push_format(((struct xml_trace *)context)->out, "! %s: %.*s (%zu, line %u)\n", rule,
	    STR_ARGS(what), at, line);
}

static const char *
xml_trace_ns(enum ns ns)
{
	return ns == NS_UNKNOWN ? "?" : ns_prefix(ns);
}

static void
xml_trace_open(struct buf *out, const struct xml *xml)
{
	const struct xml_element *element = xml_element(xml, XML_OPEN);

	buf_push_format(out, "<%.*s> %s [%.*s] [%.*s]", STR_ARGS(element->name),
	    xml_trace_ns(element->ns), STR_ARGS(element->base), STR_ARGS(element->lang));
	for (unsigned i = 0; i < xml->attr_count; i++)
		buf_push_format(out, " %s:%.*s=%.*s", xml_trace_ns(xml->attrs[i].ns),
		    STR_ARGS(xml->attrs[i].local), STR_ARGS(xml->attrs[i].value));
	buf_push_char(out, '\n');
}

static void
xml_trace_tokens(struct xml *xml, struct buf *out)
{
	for (;;)
		switch (xml_next(xml)) {
		case XML_OPEN:
			xml_trace_open(out, xml);
			break;
		case XML_CLOSE:
			buf_push_format(out, "</%.*s> %u\n",
			    STR_ARGS(xml_element(xml, XML_CLOSE)->name),
			    xml_line(xml, xml_at(xml)));
			break;
		case XML_TEXT:
			buf_push_format(
			    out, "%s %.*s\n", xml->is_cdata ? "[]" : "--", STR_ARGS(xml->text));
			break;
		case XML_END:
			return;
		}
}

/* ${xml} is room for a reader. */
static void
xml_trace(struct xml *xml, struct str document, size_t size, struct buf *out)
{
	struct arena kept CLEAN(arena_done) = { 0 };
	struct xml_trace trace = { document, size, out };
	const struct xml_owner owner = { &trace, xml_trace_more, xml_trace_fault, NULL };

	xml_begin(xml, &kept, S("https://a.example/"), &owner);
	xml->step = 1;
	xml_trace_tokens(xml, out);
	xml_done(xml);
}

#endif
