#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "page_test.h"
#include "refine/page_image.h"

#define TEXT "<p>" STORY_1 " " STORY_2 " " STORY_3 "</p><p>" STORY_4 "</p>"

static void
choice(void **state)
{
	static const struct {
		const char *html, *told, *want;
	} rows[] = {
		{ "<h1>Crane falls</h1>" TEXT, "https://a.example/share.jpg", "https://a.example/share.jpg" },
		{ "<h1>Crane falls</h1><img src=/pics/crane-2024.jpg>" TEXT, "", "https://a.example/pics/crane-2024.jpg" },
		/* the same picture in another size */
		{ "<h1>Crane falls</h1><img src=/300/crane-2024.jpg>" TEXT, "https://a.example/1200/crane-2024.jpg", "https://a.example/1200/crane-2024.jpg" },
		{ "<h1>Crane falls</h1><img src=/900/crane-2024.jpg>" TEXT, "https://a.example/1200x630/crane-2024.jpg", "https://a.example/900/crane-2024.jpg" },
		{ "<h1>Crane falls</h1><img src=/crane-2024.jpg width=320>" TEXT, "https://a.example/og/crane-2024.jpg", "https://a.example/og/crane-2024.jpg" },
		{ "<h1>Crane falls</h1><img src=/s/crane-2024.jpg srcset='/m/crane-2024.jpg 800w,/l/crane-2024.jpg 1600w'>" TEXT,
		    "https://a.example/og/crane-2024.jpg", "https://a.example/l/crane-2024.jpg" },
		/* two pictures of one day's folder are not one */
		{ "<h1>Crane falls</h1><img src=/2024-03-05/quay-1.jpg>" TEXT, "https://a.example/2024-03-05/crane-2.jpg", "https://a.example/2024-03-05/quay-1.jpg" },
		/* what is shared has words on it; the picture people see is meant */
		{ "<h1>Crane falls</h1><img src=/300/crane-2024.jpg>" TEXT, "https://a.example/share/cards.png", "https://a.example/300/crane-2024.jpg" },
		{ "<h1>Crane falls</h1><img src=data:image/gif;base64,AA data-src=/c-1.jpg>" TEXT, "", "https://a.example/c-1.jpg" },
		{ "<h1>Crane falls</h1><img srcset='/c-3.jpg 300w, /c-9.jpg 900w' src=/c.jpg>" TEXT, "", "https://a.example/c-9.jpg" },
		/* signs, faces, dots, neighbours */
		{ "<h1>Crane falls</h1><img src=/logo.png><img src=/x.jpg width=40><div class=author><img src=/ada.jpg></div>"
		  "<aside><img src=/y.jpg></aside>" TEXT, "", "" },
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct seen seen;
		struct features features;
		struct url url;
		struct str got;

		seen_open(&seen, str_from_c(rows[i].html));
		assert_int_equal(url_parse(&seen.arena, S("https://a.example/news/1"), NULL, &url).code, ERR_NONE);
		page_features(&seen.arena, &seen.page, &features);
		got = image_choose(&seen.arena, &seen.page, &features, url, str_from_c(rows[i].told));
		if (!str_equal(got, str_from_c(rows[i].want)))
			fail_msg("row %zu: %.*s", i, STR_ARGS(got));
		seen_done(&seen);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(choice) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
