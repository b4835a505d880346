#include "cmd/message.h"

#include <stdio.h>
#include <stdlib.h>

static enum tongue spoken;

/* "zh_TW.UTF-8" is zh-TW to the web. */
static enum tongue
tongue_of_locale(const char *locale)
{
	char tag[16];
	size_t n = 0;

	for (; n < sizeof(tag) - 1 && locale[n] && !strchr(".@", locale[n]); n++)
		tag[n] = locale[n] == '_' ? '-' : locale[n];
	return tongue_from_accept((struct str){ tag, n });
}

void
message_speak(const char *name)
{
	static const char *const variables[] = { "LC_ALL", "LC_MESSAGES", "LANG" };

	for (size_t i = 0; !name && i < LENGTH(variables); i++) {
		const char *value = getenv(variables[i]);
		name = value && *value ? value : NULL;
	}
	spoken = name ? tongue_of_locale(name) : TONGUE_EN;
}

enum tongue
message_tongue(void)
{
	return spoken;
}

const char *
message(const char *english)
{
	const char *found = english && spoken != TONGUE_EN ? message_in(spoken, str_from_c(english)) : NULL;

	return found ? found : english;
}

const char *
message_label(const char *english)
{
	char key[96];
	int n = snprintf(key, sizeof(key), "%s:", english);
	const char *found = n > 0 && (size_t)n < sizeof(key) ? message(key) : key;

	return found == key ? message(english) : found;
}

const char *
message_format(const char *format, char *space, size_t size)
{
	struct str whole = str_from_c(format), core = str_trim(whole);
	const char *found = spoken == TONGUE_EN || !core.n ? NULL : message_in(spoken, core);
	int before = found ? (int)(core.p - whole.p) : 0;
	int n;

	if (!found)
		return format;
	n = snprintf(space, size, "%.*s%s%s", before, whole.p, found, core.p + core.n);
	return n >= 0 && (size_t)n < size ? space : format;
}

const char *
message_of_fault(enum err_code code)
{
	if (spoken == TONGUE_EN)
		return err_row(code)->text;
	return word_text(error_word(code), spoken).p;
}
