/*
 * page_settings.c: a form for how pages look, kept in the reader's own browser; the keys, and what
 * does the same without them.
 */
#include "show/page.h"
#include "show/pages.h"

/* What only this page needs of a style. */
#define RULES                                                                                     \
	"fieldset{border:1px solid var(--l);border-radius:.3em;margin:1em 0}label{display:block}" \
	"[type=radio]{min-height:1.5em;width:1.5em;vertical-align:middle}"                        \
	"[type=radio]+span{display:inline;margin-inline-start:.5em;font-size:1em;color:inherit}"

/* ---- the form ---- */

struct choice {
	struct str value;
	enum word word;
};

static void
choices_begin(struct html_out *out, enum word word)
{
	out_put(out, "<fieldset><legend>");
	out_word(out, word);
	out_put(out, "</legend>");
}

static void
choice_write(
    struct html_out *out, enum param param, struct str value, bool chosen, struct str label)
{
	out_put(out, "<label><input type='radio' name='");
	out_text(out, param_name(param));
	out_put(out, "'");
	out_value(out, value);
	if (chosen)
		out_put(out, " checked");
	out_put(out, "><span>");
	out_text(out, label);
	out_put(out, "</span></label>");
}

/* ${chosen}: which of them. */
static void
choices_write(struct html_out *out, enum word word, enum param param, const struct choice *choices,
    size_t count, size_t chosen)
{
	choices_begin(out, word);
	for (size_t i = 0; i < count; i++)
		choice_write(out, param, choices[i].value, i == chosen,
		    word_text(choices[i].word, out->tongue));
	out_put(out, "</fieldset>\n");
}

static void
letters_write(struct html_out *out, unsigned letters)
{
	out_put(out, "<fieldset><legend>");
	out_word(out, WORD_SET_LETTERS);
	out_put(out, "</legend><label><span class='hide'>");
	out_word(out, WORD_SET_LETTERS);
	out_put(out, "</span><select name='letters'><option value='0'>");
	out_word(out, WORD_SET_AS_USUAL);
	out_put(out, "</option>");
	for (unsigned size = LETTERS_MIN; size <= LETTERS_MAX; size++)
		buf_push_format(out->to, "<option value='%u'%s>%u px</option>", size,
		    size == letters ? " selected" : "", size);
	out_put(out, "</select></label></fieldset>\n");
}

static const struct choice themes[] = {
	[THEME_AUTO] = { STR_INIT("auto"), WORD_SET_AUTO },
	[THEME_LIGHT] = { STR_INIT("light"), WORD_SET_LIGHT },
	[THEME_DARK] = { STR_INIT("dark"), WORD_SET_DARK },
};

static const struct choice pictures[] = {
	[PICTURES_FULL] = { STR_INIT("full"), WORD_SET_FULL },
	[PICTURES_SMALL] = { STR_INIT("small"), WORD_SET_SMALL },
	[PICTURES_OFF] = { STR_INIT("off"), WORD_SET_OFF },
};

static const struct choice scripts[] = {
	[SCRIPT_AS_WRITTEN] = { STR_INIT("as-published"), WORD_AS_PUBLISHED },
	[SCRIPT_HANS] = { STR_INIT("zh-hans"), WORD_LANG_HANS },
	[SCRIPT_HANT] = { STR_INIT("zh-hant"), WORD_LANG_HANT },
};

static const struct choice keys[] = {
	{ STR_INIT("0"), WORD_SET_OFF },
	{ STR_INIT("1"), WORD_SET_ON },
};

static void
form_write(const struct request *request, struct html_out *out)
{
	const struct settings *settings = &request->settings;

	out_put(out, "<form method='post'");
	out_action(out, "/settings");
	out_put(out, ">\n");
	choices_write(out, WORD_SET_THEME, PARAM_THEME, themes, LENGTH(themes), settings->theme);
	letters_write(out, settings->letters);
	choices_write(
	    out, WORD_SET_PICTURES, PARAM_PICTURES, pictures, LENGTH(pictures), settings->pictures);
	choices_write(
	    out, WORD_SET_SCRIPT, PARAM_SCRIPT, scripts, LENGTH(scripts), settings->script);
	choices_write(out, WORD_SET_KEYS, PARAM_KEYS, keys, LENGTH(keys), settings->keys);
	out_put(out, "<p><button>");
	out_word(out, WORD_SET_SAVE);
	out_put(out, "</button>");
	link_word(out, WORD_KEYS, "/help/keys");
	out_put(out, "</p></form>\n");
}

static void
heading(struct html_out *out, enum word word)
{
	out_put(out, "<h1>");
	out_word(out, word);
	out_put(out, "</h1>\n");
}

static void
paragraph(struct html_out *out, enum word word)
{
	out_put(out, "<p>");
	out_word(out, word);
	out_put(out, "</p>\n");
}

static struct err
settings_page(struct request *request, struct response *response)
{
	struct html_out *out = &response->out;

	response->style = str_join(request->arena, response->style, S(RULES), STR_END);
	page_begin(response, &(struct page){ .title = word_text(WORD_SETTINGS, request->tongue),
				 .section = WORD_MAX,
				 .has_form = true });
	heading(out, WORD_SETTINGS);
	paragraph(out, WORD_SET_WHERE);
	form_write(request, out);
	page_end(request, response);
	return (struct err){ 0 };
}

/* ---- taking it ---- */

static struct err
form_read(struct request *request, struct settings *out)
{
	static const uint64_t fields = PARAM_BIT(PARAM_THEME) | PARAM_BIT(PARAM_LETTERS) |
				       PARAM_BIT(PARAM_PICTURES) | PARAM_BIT(PARAM_SCRIPT) |
				       PARAM_BIT(PARAM_KEYS);
	struct str form = { (const char *)request->body.p, request->body.n };
	struct args args = { 0 };
	struct err e;

	if (request->is_cut)
		return err_new(ERR_TOO_BIG, "the form");
	if (!str_starts_nocase(request->content_type, S("application/x-www-form-urlencoded")) ||
	    utf8_valid_length(request->body) != form.n)
		return err_new(ERR_USAGE, "the form");
	e = args_parse(request->arena, form, fields, &args);
	if (!e.code && args.number[PARAM_LETTERS] && args.number[PARAM_LETTERS] < LETTERS_MIN)
		e = err_new(ERR_USAGE, "letters");
	if (e.code)
		return e;
	*out = (struct settings){ .theme = (enum settings_theme)args.number[PARAM_THEME],
		.letters = (unsigned)args.number[PARAM_LETTERS],
		.pictures = (enum settings_pictures)args.number[PARAM_PICTURES],
		.script = (enum script)args.number[PARAM_SCRIPT],
		.keys = args.number[PARAM_KEYS] == 1 };
	return e;
}

/* Back to the form, as it looks now. */
static struct err
settings_take(struct request *request, struct response *response)
{
	struct settings settings;
	struct err e = form_read(request, &settings);

	if (e.code)
		return e;
	response->status = 303;
	response->media = MEDIA_TEXT;
	response->location = S("/settings");
	response->cookie =
	    settings_cookie(request->arena, &settings, str_starts(request->base, S("https:")));
	return e;
}

struct err
page_settings(struct request *request, struct response *response)
{
	return request->is_post ? settings_take(request, response)
				: settings_page(request, response);
}

/* ---- keys ---- */

static const struct {
	const char *keys;
	enum word word, twin;
} key_rows[] = {
	{ "j · k", WORD_KEY_NEXT, WORD_TWIN_TAB },
	{ "o · Enter", WORD_KEY_OPEN, WORD_TWIN_LINK },
	{ "v", WORD_KEY_ORIGINAL, WORD_TWIN_RECORD },
	{ "d", WORD_KEY_DIFF, WORD_TWIN_HEAD },
	{ "s", WORD_KEY_STORY, WORD_TWIN_HEAD },
	{ "x", WORD_KEY_SCRIPT, WORD_TWIN_FOOT },
	{ "[ · ]", WORD_KEY_BESIDE, WORD_TWIN_STEPS },
	{ "/", WORD_KEY_SEARCH, WORD_TWIN_FORM },
	{ "g h · g c · g s · g f", WORD_KEY_GO, WORD_TWIN_NAVIGATION },
	{ "?", WORD_KEYS, WORD_TWIN_FOOT },
};

struct err
page_keys(struct request *request, struct response *response)
{
	struct html_out *out = page_begin(response,
	    &(struct page){ .title = word_text(WORD_KEYS, request->tongue), .section = WORD_MAX });

	heading(out, WORD_KEYS);
	out_put(out, "<p class='flag'>");
	out_word(out, request->settings.keys ? WORD_KEYS_ON : WORD_KEYS_OFF);
	out_put(out, " ");
	link_word(out, WORD_SETTINGS, "/settings");
	out_put(out, "</p>\n<table>\n<thead><tr><th scope='col'>");
	out_word(out, WORD_KEY);
	out_put(out, "</th><th scope='col'>");
	out_word(out, WORD_KEY_DOES);
	out_put(out, "</th><th scope='col'>");
	out_word(out, WORD_KEY_TWIN);
	out_put(out, "</th></tr></thead>\n");
	for (size_t i = 0; i < LENGTH(key_rows); i++) {
		buf_push_format(
		    out->to, "<tr><th scope='row'><kbd>%s</kbd></th><td>", key_rows[i].keys);
		out_word(out, key_rows[i].word);
		out_put(out, "</td><td>");
		out_word(out, key_rows[i].twin);
		out_put(out, "</td></tr>\n");
	}
	out_put(out, "</table>\n");
	page_end(request, response);
	return (struct err){ 0 };
}

struct err
file_keys(struct request *request, struct response *response)
{
	static const char script[] =
#include "gen/keys.inc"
	    ;

	(void)request;
	response->media = MEDIA_SCRIPT;
	buf_push(&response->body, script, sizeof(script) - 1);
	return response->body.err;
}
