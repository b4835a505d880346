/*
 * main.c: both sides of the proof, as run.sh puts them together.
 */
#include <stdio.h>

#include "denied.h"

int
main(int argc, char **argv)
{
	if (argc == 4 && strcmp(argv[1], "serve") == 0)
		return serve(argv[2], argv[3]);
	if (argc == 2 && strcmp(argv[1], "ask") == 0)
		return ask_everything();
	if (argc == 2 && strcmp(argv[1], "leak") == 0)
		return ask_leaking();
	fprintf(stderr, "usage: denied serve READY ASKED | denied ask | denied leak\n");
	return 2;
}
