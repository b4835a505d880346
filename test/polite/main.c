/*
 * main.c: politeness and hostile servers, as TAP: polite [polite|hostile]
 */
#include <string.h>

#include "world.h"

int
main(int argc, char **argv)
{
	if (argc < 2 || strcmp(argv[1], "polite") == 0)
		polite_tests();
	if (argc < 2 || strcmp(argv[1], "hostile") == 0)
		hostile_tests();
	return report_end();
}
