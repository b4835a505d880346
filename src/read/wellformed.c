/*
 * wellformed.c: libxml2 stays here.
 */
#include <libxml/parser.h>
#include <libxml/xmlerror.h>
#include <stdlib.h>

#include "read/wellformed.h"

struct wellformed {
	xmlSAXHandler handler;
	xmlParserCtxt *parser;
	const char *refused;
	unsigned long refused_line;
};

static void
on_entity(void *context, const xmlChar *name, int type, const xmlChar *public_id,
    const xmlChar *system_id, xmlChar *content)
{
	struct wellformed *wellformed = context;

	(void)name, (void)type, (void)public_id, (void)system_id, (void)content;
	wellformed->refused = "declares an entity";
	wellformed->refused_line = (unsigned long)wellformed->parser->input->line;
	xmlStopParser(wellformed->parser);
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

struct wellformed *
wellformed_open(void)
{
	struct wellformed *wellformed = mem_alloc(sizeof(*wellformed));

	*wellformed = (struct wellformed){ .handler = { .initialized = XML_SAX2_MAGIC,
					       .entityDecl = on_entity,
					       .serror = keep_quiet } };
	xmlSetExternalEntityLoader(no_external);
	wellformed->parser =
	    xmlCreatePushParserCtxt(&wellformed->handler, wellformed, NULL, 0, NULL);
	if (!wellformed->parser)
		return wellformed;
	/* the text was decoded: what its declaration says no longer holds */
	xmlCtxtUseOptions(wellformed->parser, XML_PARSE_NONET | XML_PARSE_IGNORE_ENC);
	xmlCtxtResetPush(wellformed->parser, NULL, 0, NULL, "UTF-8");
	return wellformed;
}

static bool
is_decided(const struct wellformed *wellformed)
{
	return !wellformed->parser || wellformed->refused || !wellformed->parser->wellFormed;
}

void
wellformed_push(struct wellformed *wellformed, struct str text)
{
	enum { CHUNK = 1 << 20 };

	while (text.n && !is_decided(wellformed)) {
		struct str chunk = str_slice(text, 0, text.n < CHUNK ? text.n : CHUNK);

		xmlParseChunk(wellformed->parser, chunk.p, (int)chunk.n, 0);
		text = str_from(text, chunk.n);
	}
}

bool
wellformed_is_broken(
    struct wellformed *wellformed, struct arena *arena, struct str *what, uint32_t *line)
{
	const xmlError *error;
	struct str message;

	if (!wellformed->parser)
		return false;
	if (!is_decided(wellformed))
		xmlParseChunk(wellformed->parser, "", 0, 1);
	if (wellformed->refused) {
		*what = str_from_c(wellformed->refused);
		*line = (uint32_t)wellformed->refused_line;
		return true;
	}
	if (wellformed->parser->wellFormed && wellformed->parser->nsWellFormed)
		return false;
	error = xmlCtxtGetLastError(wellformed->parser);
	message = str_trim(str_from_c(error && error->message ? error->message : "broken"));
	/* a message may quote the document */
	*what = utf8_valid_length(raw_from_str(message)) == message.n ? str_copy(arena, message)
								      : S("broken");
	*line = error && error->line > 0 ? (uint32_t)error->line : 1;
	return true;
}

void
wellformed_close(struct wellformed *wellformed)
{
	if (wellformed->parser) {
		/* it makes one for what a document type declares */
		xmlFreeDoc(wellformed->parser->myDoc);
		xmlFreeParserCtxt(wellformed->parser);
	}
	free(wellformed);
}
