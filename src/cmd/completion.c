#include "cmd/completion.h"

static void
put_names(struct buf *out, const char *command)
{
	for (size_t i = 0; i < option_row_count; i++)
		if (option_is_of(&option_rows[i], command, true))
			buf_push_format(out, " --%s", option_rows[i].name);
}

/* "archive|markdown" as words. */
static void
put_choices(struct buf *out, const char *choices)
{
	struct str rest = str_from_c(choices), choice;
	bool first = true;

	while (pull_field(&rest, '|', &choice)) {
		buf_push_str(out, first ? S("") : S(" "));
		buf_push_str(out, choice);
		first = false;
	}
}

/* "add:--zone | add:-z", for each command that takes the option. */
static void
put_bash_places(struct buf *out, const struct option_row *row)
{
	const struct option_group *group = option_group_find(row->command);
	struct str rest = str_from_c(group ? group->commands : row->command), command;
	bool some = false;

	while (pull_field(&rest, ' ', &command)) {
		buf_push_format(
		    out, "%s%.*s:--%s", some ? " | " : "\t", STR_ARGS(command), row->name);
		if (row->shorthand)
			buf_push_format(out, " | %.*s:-%s", STR_ARGS(command), row->shorthand);
		some = true;
	}
	buf_push_literal(out, ") ");
}

static void
put_bash_value(struct buf *out, const struct option_row *row)
{
	put_bash_places(out, row);
	if (row->type == OPTION_CHOICE) {
		buf_push_literal(out, "COMPREPLY=($(compgen -W '");
		put_choices(out, row->unit);
		buf_push_literal(out, "' -- \"$word\")); return ;;\n");
	} else if (row->type == OPTION_PATH)
		buf_push_literal(out, "COMPREPLY=($(compgen -f -- \"$word\")); return ;;\n");
	else
		buf_push_literal(out, "return ;;\n");
}

/* Whether what stands behind the command is the name of a feed. */
static bool
takes_feeds(const struct command *command)
{
	return str_starts(str_from_c(command->arguments), S("FEED")) ||
	       str_starts(str_from_c(command->arguments), S("[FEED"));
}

/* Titles hold blanks and brackets; the shell quotes them, as it does names of files. */
static void
put_bash_feeds(struct buf *out)
{
	buf_push_literal(out,
	    "_xinshi_feeds() {\n\tlocal name\n\twhile IFS= read -r name; do\n"
	    "\t\t[[ $name == \"$1\"* ]] && COMPREPLY+=(\"$name\")\n"
	    "\tdone < <(xinshi list --feeds --names 2>/dev/null)\n}\n");
}

static void
put_bash_command(struct buf *out, const struct command *command)
{
	buf_push_format(out, "\t%s) COMPREPLY=($(compgen -W '", command->name);
	put_names(out, command->name);
	if (takes_feeds(command))
		buf_push_literal(
		    out, "' -- \"$word\")); [[ $word == -* ]] || _xinshi_feeds \"$word\" ;;\n");
	else
		buf_push_literal(
		    out, "' -- \"$word\") $([[ $word == -* ]] || compgen -f -- \"$word\")) ;;\n");
}

static void
put_bash(struct buf *out)
{
	buf_push_literal(
	    out, "# bash completion for xinshi, made by: xinshi help --completion bash\n");
	put_bash_feeds(out);
	buf_push_literal(out,
	    "_xinshi() {\n\tlocal word=${COMP_WORDS[COMP_CWORD]} "
	    "before=${COMP_WORDS[COMP_CWORD-1]} command= i\n"
	    "\tfor ((i = 1; i < COMP_CWORD; i++)); do\n\t\tcase ${COMP_WORDS[i]} in\n");
	for (size_t i = 0; i < command_count; i++)
		buf_push_format(out, "%s%s", i ? " | " : "\t\t", commands[i]->name);
	buf_push_literal(out,
	    ") command=${COMP_WORDS[i]}; break ;;\n\t\tesac\n\tdone\n\tcase $command:$before in\n");
	for (size_t i = 0; i < option_row_count; i++)
		if (option_rows[i].type != OPTION_FLAG)
			put_bash_value(out, &option_rows[i]);
	buf_push_literal(out, "\tesac\n\tcase $command in\n\t'') COMPREPLY=($(compgen -W '");
	for (size_t i = 0; i < command_count; i++)
		buf_push_format(out, "%s ", commands[i]->name);
	put_names(out, NULL);
	buf_push_literal(out, " --version' -- \"$word\")) ;;\n");
	for (size_t i = 0; i < command_count; i++)
		put_bash_command(out, commands[i]);
	buf_push_literal(out, "\tesac\n}\ncomplete -o filenames -F _xinshi xinshi\n");
}

/* Words between single quotes; none of ours holds one but in help texts. */
static void
put_quoted(struct buf *out, const char *text, const char *special)
{
	for (; *text; text++) {
		if (*text == '\'') {
			buf_push_literal(out, "'\\''");
			continue;
		}
		if (strchr(special, *text))
			buf_push_char(out, '\\');
		buf_push_char(out, *text);
	}
}

static void
put_zsh_option(struct buf *out, const struct option_row *row)
{
	buf_push_format(out, "\t\t'--%s[", row->name);
	put_quoted(out, row->help, "[]:\\");
	buf_push_char(out, ']');
	if (row->type != OPTION_FLAG) {
		buf_push_format(out, ":%s:", row->type == OPTION_CHOICE ? "WORD" : row->unit);
		if (row->type == OPTION_CHOICE) {
			buf_push_char(out, '(');
			put_choices(out, row->unit);
			buf_push_char(out, ')');
		} else if (row->type == OPTION_PATH)
			buf_push_literal(out, "_files");
	}
	buf_push_literal(out, "' \\\n");
}

static void
put_zsh(struct buf *out)
{
	buf_push_literal(out, "#compdef xinshi\n# made by: xinshi help --completion zsh\n"
			      "_xinshi_feeds() {\n\tlocal -a feeds\n"
			      "\tfeeds=(${(f)\"$(xinshi list --feeds --names 2>/dev/null)\"})\n"
			      "\tcompadd -a feeds\n}\n_xinshi() {\n"
			      "\tlocal -a commands\n\tlocal command=${words[(r)(");
	for (size_t i = 0; i < command_count; i++)
		buf_push_format(out, "%s%s", i ? "|" : "", commands[i]->name);
	buf_push_literal(out, ")]}\n\tcommands=(\n");
	for (size_t i = 0; i < command_count; i++) {
		buf_push_format(out, "\t\t'%s:", commands[i]->name);
		put_quoted(out, commands[i]->summary, ":\\");
		buf_push_literal(out, "'\n");
	}
	buf_push_literal(out, "\t)\n\tcase $command in\n");
	for (size_t i = 0; i < command_count; i++) {
		buf_push_format(out, "\t%s) _arguments \\\n", commands[i]->name);
		for (size_t j = 0; j < option_row_count; j++)
			if (option_is_of(&option_rows[j], commands[i]->name, true))
				put_zsh_option(out, &option_rows[j]);
		buf_push_str(out, takes_feeds(commands[i]) ? S("\t\t'*:feed:_xinshi_feeds' ;;\n")
							   : S("\t\t'*::argument:_files' ;;\n"));
	}
	buf_push_literal(out, "\t*) _describe command commands ;;\n\tesac\n}\n_xinshi \"$@\"\n");
}

static void
put_fish_option(struct buf *out, const struct option_row *row)
{
	const struct option_group *group = option_group_find(row->command);

	buf_push_literal(out, "complete -c xinshi");
	if (row->command[0] != '*')
		buf_push_format(out, " -n '__fish_seen_subcommand_from %s'",
		    group ? group->commands : row->command);
	buf_push_format(out, " -l %s", row->name);
	if (row->shorthand)
		buf_push_format(out, " -s %s", row->shorthand);
	if (row->type == OPTION_CHOICE) {
		buf_push_literal(out, " -x -a '");
		put_choices(out, row->unit);
		buf_push_char(out, '\'');
	} else if (row->type != OPTION_FLAG)
		buf_push_str(out, row->type == OPTION_PATH ? S(" -r") : S(" -x"));
	buf_push_literal(out, " -d '");
	put_quoted(out, row->help, "\\");
	buf_push_literal(out, "'\n");
}

static void
put_fish(struct buf *out)
{
	buf_push_literal(
	    out, "# fish completion for xinshi, made by: xinshi help --completion fish\n");
	for (size_t i = 0; i < command_count; i++) {
		buf_push_format(out, "complete -c xinshi -n __fish_use_subcommand -f -a %s -d '",
		    commands[i]->name);
		put_quoted(out, commands[i]->summary, "\\");
		buf_push_literal(out, "'\n");
	}
	for (size_t i = 0; i < option_row_count; i++)
		put_fish_option(out, &option_rows[i]);
	for (size_t i = 0; i < command_count; i++)
		if (takes_feeds(commands[i]))
			buf_push_format(out,
			    "complete -c xinshi -n '__fish_seen_subcommand_from %s' -f -a "
			    "'(xinshi list --feeds --names 2>/dev/null)'\n",
			    commands[i]->name);
}

void
completion_put(struct buf *out, const char *shell)
{
	static const struct {
		const char *shell;
		void (*put)(struct buf *out);
	} shells[] = { { "bash", put_bash }, { "zsh", put_zsh }, { "fish", put_fish } };

	for (size_t i = 0; i < LENGTH(shells); i++)
		if (strcmp(shells[i].shell, shell) == 0)
			shells[i].put(out);
}
