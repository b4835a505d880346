/*
 * xinshi-image: decodes pictures that strangers made, locked in.  Started by xinshi, with pipes for
 * questions and answers (guard/frame.h): FRAME_PICTURE, any number.
 */
#include <stdio.h>
#include <unistd.h>

#include "guard/confine.h"
#include "image/lab.h"
#include "main/image_loop.h"

static struct err
run(void)
{
	struct buf report CLEAN(buf_done) = { 0 };
	struct err err;

	confine_prepare(ROLE_IMAGE);
	err = lab_open();
	if (!err.code)
		err = lab_warm_up();
	if (!err.code)
		err = confine(ROLE_IMAGE, &report);
	if (!err.code)
		err = frame_write(STDOUT_FILENO, FRAME_READY, 0, buf_raw(&report));
	return err.code ? err : image_loop(STDIN_FILENO, STDOUT_FILENO);
}

int
main(int argc, char **argv)
{
	struct err err;
	(void)argv;

	if (argc != 1 || isatty(STDIN_FILENO)) {
		fputs("xinshi-image is started by xinshi, not by people\n", stderr);
		return 2;
	}
	err = run();
	/* without the ceremonies of exit: the library's threads may still be there */
	_exit(err.code ? err_row(err.code)->exit_status : 0);
}
