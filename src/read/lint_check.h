/*
 * lint_check.h: what texts and attributes of feeds must be, by the specifications and not by what
 * readers forgive.
 */
#ifndef XINSHI_READ_LINT_CHECK_H
#define XINSHI_READ_LINT_CHECK_H

#include "base/str.h"

enum check {
	CHECK_NONE,	 /* elements, no text */
	CHECK_ANY,	 /* anything */
	CHECK_EMPTY,	 /* neither elements nor text */
	CHECK_NOT,	 /* it may not be there */
	CHECK_TEXT,	 /* not blank */
	CHECK_LINE,	 /* not blank, no markup */
	CHECK_MARKUP,	 /* nothing that runs */
	CHECK_CONSTRUCT, /* a text construct of Atom: as its type says */
	CHECK_URI,
	CHECK_FULL_URI, /* with a scheme */
	CHECK_HTTP,
	CHECK_PERMALINK, /* the same, of a guid */
	CHECK_ID,	 /* a URI with a scheme, and tag: and urn: by their own rules */
	CHECK_RFC822,
	CHECK_RFC3339,
	CHECK_W3CDTF,
	CHECK_EMAIL,
	CHECK_CONTACT, /* a mail address, perhaps with a name */
	CHECK_LANGUAGE,
	CHECK_MIME,
	CHECK_COUNT,
	CHECK_POSITIVE,
	CHECK_HOUR,
	CHECK_DAY,
	CHECK_WIDTH,
	CHECK_HEIGHT,
	CHECK_BOOLEAN,
	CHECK_YES_NO,
	CHECK_EXPLICIT,
	CHECK_DURATION,
	CHECK_PERIOD,
	CHECK_PROTOCOL,
	CHECK_RSS_VERSION,
	CHECK_REL,
	CHECK_LATITUDE,
	CHECK_LONGITUDE,
	CHECK_MAX
};

/* The rule that ${s} breaks ("invalid URI"), NULL where it is as it must be. */
const char *lint_check(enum check check, struct str s);

/* The same of an attribute: an empty address is that of the document, and white space around one is
 * part of it. */
const char *lint_check_attribute(enum check check, struct str s);

/* Markup that runs: a script, a handler, an address that is a program. */
bool markup_runs(struct str markup);

#endif
