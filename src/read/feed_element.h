/*
 * feed_element.h: data/elements.tsv, and the reader's state between its files (feed_xml.c,
 * feed_take.c, feed_text.c).
 */
#ifndef XINSHI_READ_FEED_ELEMENT_H
#define XINSHI_READ_FEED_ELEMENT_H

#include "read/feed_reading.h"
#include "read/xml.h"

enum take {
	TAKE_NOTHING,
	TAKE_ROOT,
	TAKE_ITEM,
	TAKE_ASIDE, /* what is in it is not the feed's own: an image, a text box, another feed */
	TAKE_TEXT,
	TAKE_LINE,
	TAKE_ADDRESS,
	TAKE_DATE,
	TAKE_PERSON,
	TAKE_PERSON_NAME,
	TAKE_PERSON_EMAIL,
	TAKE_LINK,
	TAKE_GUID,
	TAKE_ID,
	TAKE_ENCLOSURE,
	TAKE_MEDIA,
	TAKE_PICTURE,
	TAKE_IMAGE_URL,
	TAKE_TAG,
	TAKE_TAGS,
	TAKE_COUNT,
	TAKE_REPLY,
	TAKE_LATITUDE,
	TAKE_LONGITUDE,
	TAKE_TTL,
	TAKE_HOUR,
	TAKE_DAY,
	TAKE_PERIOD,
	TAKE_FREQUENCY,
	TAKE_COMPLETE,
	TAKE_ARCHIVE,
	TAKE_MAX
};

enum tags_of { TAGS_PLAIN, TAGS_MEDIA, TAGS_ITUNES };

struct element_row {
	const char *name;
	enum take take;
	enum entry_member feed, item;
	unsigned rank;
	int option;
};

/* What its name begins with in the tables, without the colon; NULL if nobody knows its namespace.
 */
const char *element_prefix(const struct xml_element *element);
/* The row of an element by its namespace and name; NULL if it means nothing to us. */
const struct element_row *element_row(const struct xml_element *element);

enum { FRAMES_MAX = XML_DEPTH_MAX + 1 };

/* An element being read: its row, where it is, where its characters begin. */
struct frame {
	const struct element_row *row;
	unsigned depth;
	size_t from;
	struct str a, b; /* what its attributes said: see the taker */
	bool flag;
};

/* How the text being read is written. */
struct text_state {
	enum text_kind kind;
	unsigned depth; /* of its element; 0: none is being read */
	bool is_base64, is_cut;
	/* the one div around all of it, if there is one */
	size_t div_from, div_to;
	enum { DIV_UNDECIDED, DIV_OPEN, DIV_CLOSED, DIV_NONE } div;
};

struct feed_reader {
	struct feed_reading *reading;
	struct arena *arena; /* of the item being read, else of the head */
	struct arena items;  /* what one item says, where it will be forgotten */
	struct xml xml;
	struct feed *feed;
	struct feed_entry item, *entry; /* the item being read, else the head */
	int32_t zone_s;
	unsigned item_depth;  /* 0: in no item */
	unsigned aside_depth; /* 0: in none */
	const char *aside;
	uint8_t head_ranks[MEMBER_MAX], item_ranks[MEMBER_MAX];
	struct frame frames[FRAMES_MAX];
	unsigned frame_count;
	struct buf chars;
	struct text_state text;
	struct str person_name, person_email;
	unsigned person_depth;
	struct str latitude;
	int64_t period_min, frequency;
};

/* Whether ${row} may fill ${member} of the entry being read now, which it then does. */
bool reader_claim(
    struct feed_reader *reader, const struct element_row *row, enum entry_member *member);
/* A text of at most FEED_LINE_MAX bytes, trimmed and kept. */
struct str reader_line(struct feed_reader *reader, struct str s);
struct str reader_address(struct feed_reader *reader, struct str s);
void reader_fault(struct feed_reader *reader, const char *rule, struct str what);
/* The format that the root element just opened stands for. */
enum feed_format element_format(const struct xml *xml, const struct element_row *row);

void reader_set_line(struct feed_reader *reader, const struct element_row *row, struct str value);
/* The address in the tag at hand, whatever its attribute is called; p NULL if there is none. */
struct str reader_href(struct feed_reader *reader);

/* An element begins, and ends with its characters.  feed_take.c */
void take_open(struct feed_reader *reader, struct frame *frame);
void take_close(struct feed_reader *reader, struct frame *frame, struct str text);
/* Its takers in other files: feed_files.c, feed_pace.c */
typedef void take_opener(struct feed_reader *reader, struct frame *frame);
typedef void take_closer(struct feed_reader *reader, struct frame *frame, struct str text);
take_opener take_open_archive, take_open_complete, take_open_enclosure, take_open_media,
    take_open_picture, take_open_tag;
take_closer take_close_day, take_close_frequency, take_close_hour, take_close_image_url,
    take_close_period, take_close_tag, take_close_tags, take_close_ttl;
/* feed_text.c */
void text_open(struct feed_reader *reader, const struct frame *frame);
void text_child_open(struct feed_reader *reader);
void text_child_close(struct feed_reader *reader);
void text_chars(struct feed_reader *reader, struct str s);
void text_close(struct feed_reader *reader, const struct frame *frame, struct str s);

void add_tag(struct feed_reader *reader, struct str term, struct str scheme, struct str label);
void add_enclosure(struct feed_reader *reader, struct str url, struct str type, struct str length);

#endif
