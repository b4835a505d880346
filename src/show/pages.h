/*
 * pages.h: who answers at each door of data/routes.tsv.
 */
#ifndef XINSHI_SHOW_PAGES_H
#define XINSHI_SHOW_PAGES_H

#include "show/request.h"

/* page_home.c: the newest day that has articles; one day */
handler page_home, page_day;
/* page_article.c: the newest revision; one revision */
handler page_article, page_version;
/* page_diff.c: two revisions */
handler page_diff;
/* page_search.c */
handler page_search;
/* page_sources.c: the outlets; one outlet, back to its first article */
handler page_sources, page_source;
/* page_story.c: one story; those of a week; a reader says that it is put together wrongly */
handler page_story, page_stories, page_story_mark;
/* page_compare.c: two outlets */
handler page_compare;
/* page_pair.c: two articles of a story, side by side */
handler page_pair;
/* page_changes.c: articles that were changed */
handler page_changes;
/* page_figures.c: what is said in numbers, filtered; the same to carry away */
handler page_figures, csv_figures, json_figures;
/* page_figure.c: one question over time */
handler page_figure, csv_figure, json_figure;
/* page_names.c: one name, as it is written */
handler page_name, csv_name, json_name;
/* page_places.c: the places of figures, on a map and as a list */
handler page_places, csv_places, json_places;
/* page_feeds.c: what can be subscribed to */
handler page_feeds;
/* page_verify.c: a digest or a text, and what we know of it */
handler page_verify;
/* page_mark.c: a reader says that a text is wrong */
handler page_mark;
/* page_capture.c: an exchange as evidence, and its body */
handler page_capture, file_capture;
/* page_settings.c: how pages look; the keys; their script */
handler page_settings, page_keys, file_keys;
/* icons.c: what a home screen wants to know */
handler file_manifest, file_icon_png;
/* page_about.c */
handler page_about;
/* page_explain.c: how an article's page is read; for the operator */
handler page_explain;
/* page_health.c: quarantine, lock, figures; for the operator */
handler page_health;
/* files.c: an article to carry away, and small files */
handler file_text, file_cite, file_bib, file_markdown, file_json, file_raw, file_robots, file_icon;
/* epub_pages.c: books of an article, a day, a story, a search */
handler epub_article, epub_day, epub_story, epub_search;
/* feeds.c */
handler feed_story, feed_all, feed_changes, feed_source, feed_label, feed_search;
/* opml.c: lists of feeds */
handler opml_feeds, opml_sources;
/* websub.c: the door for hubs */
handler page_websub;
/* img.c: a picture by its original's address, with a proxy's parameters; by its own name */
handler page_img, file_print;
/* api.c */
handler api_articles, api_search, api_changes, api_sources, api_stats;
/* api_watch.c: how feeds and pages are */
handler api_feeds, api_pages;
/* metrics.c: Prometheus' text format */
handler metrics_text;

/* page_error.c: what went wrong and where to go from here; sets the status by data/errors.tsv. */
void page_error(struct request *request, struct response *response, struct err err);

#endif
