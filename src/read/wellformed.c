/*
 * wellformed.c: libxml2's verdict.  libxml2 stays here.
 */
#include <libxml/parser.h>
#include <libxml/xmlerror.h>

#include "read/lint.h"

struct verdict {
	xmlParserCtxt *parser;
	const char *refused;
};

static void
on_entity(void *context, const xmlChar *name, int type, const xmlChar *public_id,
    const xmlChar *system_id, xmlChar *content)
{
	struct verdict *verdict = context;

	(void)name, (void)type, (void)public_id, (void)system_id, (void)content;
	verdict->refused = "declares an entity";
	xmlStopParser(verdict->parser);
}

/* The names of HTML's characters are no error of XML alone: a DTD might have said them; the reader
 * tells. */
static xmlParserInput *
no_external(const char *url, const char *id, xmlParserCtxt *parser)
{
	(void)url, (void)id, (void)parser;
	return NULL;
}

static void
keep_quiet(void *context, xmlError *error)
{
	(void)context, (void)error;
}

static bool
take_verdict(struct arena *arena, const struct verdict *verdict, struct str *what, uint32_t *line)
{
	const xmlError *error = xmlCtxtGetLastError(verdict->parser);
	struct str message;

	if (verdict->refused) {
		*what = str_from_c(verdict->refused);
		*line = (uint32_t)verdict->parser->input->line;
		return true;
	}
	if (verdict->parser->wellFormed && verdict->parser->nsWellFormed)
		return false;
	message = str_trim(str_from_c(error && error->message ? error->message : "broken"));
	/* a message may quote the document */
	*what = utf8_valid_length(raw_from_str(message)) == message.n ? str_copy(arena, message)
								      : S("broken");
	*line = error && error->line > 0 ? (uint32_t)error->line : 1;
	return true;
}

bool
xml_is_broken(struct arena *arena, struct str text, struct str *what, uint32_t *line)
{
	xmlSAXHandler handler = {
		.initialized = XML_SAX2_MAGIC, .entityDecl = on_entity, .serror = keep_quiet
	};
	struct verdict verdict = { 0 };
	bool broken;

	if (text.n > INT32_MAX)
		return false;
	xmlSetExternalEntityLoader(no_external);
	verdict.parser = xmlCreatePushParserCtxt(&handler, &verdict, NULL, 0, NULL);
	if (!verdict.parser)
		return false;
	/* the text was decoded: what its declaration says no longer holds */
	xmlCtxtUseOptions(verdict.parser, XML_PARSE_NONET | XML_PARSE_IGNORE_ENC);
	xmlCtxtResetPush(verdict.parser, NULL, 0, NULL, "UTF-8");
	xmlParseChunk(verdict.parser, text.p, (int)text.n, 1);
	broken = take_verdict(arena, &verdict, what, line);
	/* it makes one for what a document type declares */
	xmlFreeDoc(verdict.parser->myDoc);
	xmlFreeParserCtxt(verdict.parser);
	return broken;
}
