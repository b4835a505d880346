/* figure_form.c: the fields of forms that ask for figures. */
#include "show/figure_form.h"
#include "show/figure_words.h"

void
figure_field(struct request *request, struct html_out *out, enum param param, enum word word, const char *type)
{
	out_put(out, "<label><span>");
	out_word(out, word);
	buf_push_format(out->to, "</span><input type='%s' name='%.*s'", type, STR_ARGS(param_name(param)));
	out_value(out, request->args.text[param]);
	out_put(out, "></label>\n");
}

void
figure_slot_field(struct request *request, struct html_out *out)
{
	struct str chosen = request->args.text[PARAM_SLOT], slot;

	out_put(out, "<label><span>");
	out_word(out, WORD_SLOT);
	out_put(out, "</span><select name='slot'><option value=''>");
	out_word(out, WORD_ALL);
	out_put(out, "</option>\n");
	for (size_t i = 0; (slot = slot_known(i)).p; i++) {
		out_put(out, "<option");
		out_value(out, slot);
		if (str_equal(slot, chosen))
			out_put(out, " selected");
		out_put(out, ">");
		out_text(out, slot_text(request->arena, slot, request->tongue));
		out_put(out, "</option>\n");
	}
	out_put(out, "</select></label>\n");
}
