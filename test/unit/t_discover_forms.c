/*
 * One link to a feed, in each form that HTML lets it be written in.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "read/discover.h"
#include "read/webpage.h"

#define ATOM "application/atom+xml"
#define FEED "https://a.example/news/f.xml"

static const struct {
	const char *head, *url;
} forms[] = {
	/* addresses */
	{ "<link rel='alternate' type='" ATOM "' href='" FEED "'>", FEED },
	{ "<link rel='alternate' type='" ATOM "' href='f.xml'>", FEED },
	{ "<link rel='alternate' type='" ATOM "' href='/news/f.xml'>", FEED },
	{ "<link rel='alternate' type='" ATOM "' href='//a.example/news/f.xml'>", FEED },
	{ "<link rel='alternate' type='" ATOM "' href='../news/f.xml'>", FEED },
	{ "<link rel='alternate' type='" ATOM "' href='f?a=1&amp;b=2'>",
	    "https://a.example/news/f?a=1&b=2" },
	/* quotes */
	{ "<link rel=alternate type='" ATOM "' href='f.xml'>", FEED },
	{ "<link rel='alternate' type=" ATOM " href='f.xml'>", FEED },
	{ "<link rel='alternate' type='" ATOM "' href=f.xml>", FEED },
	{ "<link rel=\"alternate\" type=\"" ATOM "\" href=\"f.xml\" />", FEED },
	/* order, white space, lines */
	{ "<link href='f.xml' type='" ATOM "' rel='alternate'>", FEED },
	{ "<link type='" ATOM "' rel='alternate' href='f.xml'>", FEED },
	{ "<link\nrel = 'alternate'\n\ttype\n=\n'" ATOM "' href='f.xml'\n>", FEED },
	{ "<link rel=' alternate' type=' " ATOM " ' href=' f.xml '>", FEED },
	{ "<link rel='alternate\t' type='" ATOM "' href='\nf.xml'>", FEED },
	/* case */
	{ "<LINK REL='ALTERNATE' TYPE='Application/Atom+XML' HREF='f.xml'>", FEED },
	{ "<link rel='Alternate' type='application/atom+Xml' href='f.xml'>", FEED },
	/* other words, other links, other attributes */
	{ "<link rel='x alternate y' type='" ATOM "' href='f.xml'>", FEED },
	{ "<link rel='x' type='" ATOM "' href='/no'><link rel='alternate' type='" ATOM
	  "' href='f.xml'><link rel='x' type='" ATOM "' href='/no'>",
	    FEED },
	{ "<link rel='alternate' type='x/y' href='/no'><link rel='alternate' type='" ATOM
	  "' href='f.xml'>",
	    FEED },
	{ "<link rel='alternate' type='" ATOM "' title='/no' href='f.xml'>", FEED },
	{ "<link rel='alternate' type='" ATOM "' title='a &gt; b' href='f.xml'>", FEED },
	/* a base of the page's own */
	{ "<base href='https://a.example/news/'><link rel='alternate' type='" ATOM
	  "' href='f.xml'>",
	    FEED },
	{ "<base href='https://a.example/news/x/'><link rel='alternate' type='" ATOM
	  "' href='../f.xml'>",
	    FEED },
	{ "<base href='https://b.example/x/'><link rel='alternate' type='" ATOM "' href='f.xml'>",
	    "https://b.example/x/f.xml" },
	{ "<base href='https://b.example/x/'><link rel='alternate' type='" ATOM "' href='/f.xml'>",
	    "https://b.example/f.xml" },
	{ "<base href='https://b.example/x/'><link rel='alternate' type='" ATOM "' href='" FEED
	  "'>",
	    FEED },
};

static void
each_form_leads_there(void **state)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct markup *markup;
	struct url base;

	(void)state;
	assert_int_equal(markup_open(MARKUP_MYHTML, &markup).code, ERR_NONE);
	assert_int_equal(
	    url_parse(&arena, S("https://a.example/news/"), NULL, &base).code, ERR_NONE);
	for (size_t i = 0; i < LENGTH(forms); i++) {
		struct str html = str_format(&arena,
		    "<!DOCTYPE html><html lang='en'><head><title>t</title>"
		    "<link rel='start' href='./'>%s</head><body><a "
		    "href='x.html'>x</a></body></html>",
		    forms[i].head);
		struct outlines found = { 0 };
		struct doc page;

		assert_int_equal(markup_parse(markup, &arena, html, NULL, &page).code, ERR_NONE);
		feeds_discover(&arena, &page, webpage_base(&arena, &page, base), &found);
		if (found.count != 1 || !str_equal(found.items[0].url, str_from_c(forms[i].url)))
			fail_msg("%s: %zu, %.*s", forms[i].head, found.count,
			    STR_ARGS(found.count ? found.items[0].url : S("")));
	}
	markup_close(markup);
}

int
main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(each_form_leads_there) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
