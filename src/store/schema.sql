-- schema.sql: the archive, format 5.  xinshi-archive(5) explains it to others.
--
-- `sum` is FNV-1a over the columns of a row before it but an id given by the database, folded to 32 bits (store/sqlvalue.c): it finds damage inside a page, which the
-- database cannot see.  Times are seconds since 1970 UTC unless a name says ms.

-- ==== primary: added, never changed ====

-- What was received is one stream of bytes, chopped into packs.  `at`: offset of the first byte in the stream.
CREATE TABLE packs (
	at INTEGER PRIMARY KEY,
	size INTEGER NOT NULL,			-- bytes of the stream in this pack
	dictionary INTEGER NOT NULL,		-- 0: none
	digest BLOB NOT NULL,			-- SHA-256 of `bytes`
	sum INTEGER NOT NULL,			-- of the columns before it
	bytes BLOB NOT NULL			-- one zstd frame
);

-- A capture is a range of the stream.  The same bytes under two names are two captures of one range.
CREATE TABLE captures (
	id INTEGER PRIMARY KEY,
	kind INTEGER NOT NULL,			-- 1 imported file, 2 feed, 3 page, 4 feed of the past, 5 what came on the way, 6 picture
	name BLOB,				-- of the file, below what was imported
	url TEXT,				-- where it was fetched
	fetched INTEGER NOT NULL,
	file_time INTEGER NOT NULL,		-- 0: unknown
	source TEXT,				-- the outlet that folder or command named: what rebuild asks with
	at INTEGER NOT NULL,
	size INTEGER NOT NULL,
	digest BLOB NOT NULL,			-- SHA-256 of the range
	sum INTEGER NOT NULL
);
-- What zstd was taught.  Rows name the one they need, so none is ever removed.
CREATE TABLE dictionaries (
	id INTEGER PRIMARY KEY,
	use INTEGER NOT NULL,			-- 1 bodies, 2 packs
	bodies INTEGER NOT NULL,		-- how many there were to learn from
	digest BLOB NOT NULL,			-- SHA-256 of the dictionary
	sum INTEGER NOT NULL,			-- of the columns between
	bytes BLOB NOT NULL			-- the dictionary, one zstd frame
);

-- ==== derived: made from the captures, again by `xinshi rebuild` ====

CREATE TABLE sources (
	id INTEGER PRIMARY KEY,
	slug TEXT NOT NULL UNIQUE,
	name TEXT NOT NULL UNIQUE,
	host TEXT NOT NULL,
	lang TEXT NOT NULL,
	zone INTEGER NOT NULL,			-- seconds east of UTC
	sum INTEGER NOT NULL
);

CREATE TABLE articles (
	id INTEGER PRIMARY KEY AUTOINCREMENT,	-- permanent: it stands in URLs
	key BLOB NOT NULL UNIQUE,		-- SHA-256 of the URL's key (text/url.h), its first 16 bytes
	source INTEGER NOT NULL REFERENCES sources,
	time INTEGER NOT NULL,			-- effective: orders the river
	flags INTEGER NOT NULL,			-- 1 claimed date in the future, 2 no date
	latest INTEGER NOT NULL,		-- the newest revision
	revisions INTEGER NOT NULL,		-- how many
	captures INTEGER NOT NULL,		-- how many
	first_fetched INTEGER NOT NULL,
	last_fetched INTEGER NOT NULL
);
CREATE INDEX articles_by_time ON articles (time, id);
CREATE INDEX articles_by_source ON articles (source, time, id);
CREATE INDEX articles_changed ON articles (time, id) WHERE revisions > 1;

-- Columns up to `rules` are the members of the record (data/article.tsv).
-- A date is its milliseconds since 1970; where it is not UTC to the millisecond, text: ms/offset/precision/zone.
CREATE TABLE revisions (
	id INTEGER PRIMARY KEY,
	article INTEGER NOT NULL REFERENCES articles,
	n INTEGER NOT NULL,			-- 1, 2, ... in order of arrival
	capture INTEGER NOT NULL REFERENCES captures,	-- the first that showed it
	url TEXT NOT NULL,
	url_claimed TEXT,			-- NULL: as url
	title TEXT,				-- NULL: as headline
	headline TEXT,
	section TEXT,
	site TEXT,
	deck TEXT,
	authors TEXT,				-- a line each
	tags TEXT,				-- a line each
	source_claimed TEXT,
	lang TEXT,
	published,
	published_evidence TEXT,
	updated,
	digest BLOB NOT NULL,
	body_digest BLOB NOT NULL,
	simhash INTEGER NOT NULL,
	images INTEGER NOT NULL,
	characters INTEGER NOT NULL,
	rules INTEGER NOT NULL,
	sum INTEGER NOT NULL
);
CREATE UNIQUE INDEX revisions_of_article ON revisions (article, n);
CREATE INDEX revisions_by_body ON revisions (substr(body_digest, 1, 8));

-- Text and tree of a revision: one zstd frame (with zstd's own checksum) around the wire form (record/wire.h).
CREATE TABLE bodies (
	revision INTEGER PRIMARY KEY REFERENCES revisions,
	dictionary INTEGER NOT NULL,		-- 0: none
	body BLOB NOT NULL
);

-- Which capture is evidence of what.  `as_of`: until when at least this text stood, as far as this capture tells.
CREATE TABLE sightings (
	capture INTEGER NOT NULL REFERENCES captures,
	article INTEGER NOT NULL REFERENCES articles,
	revision INTEGER NOT NULL REFERENCES revisions,
	as_of INTEGER NOT NULL,
	notes BLOB,				-- what was odd (wire form); NULL: nothing
	sum INTEGER NOT NULL,
	PRIMARY KEY (capture, article)
) WITHOUT ROWID;
CREATE INDEX sightings_of_article ON sightings (article);

-- Captures that were not understood.
CREATE TABLE quarantine (
	capture INTEGER PRIMARY KEY REFERENCES captures,
	fault TEXT NOT NULL,			-- row of data/errors.tsv
	at INTEGER NOT NULL,			-- byte
	what TEXT,
	sum INTEGER NOT NULL
);

-- One row.
CREATE TABLE state (
	one INTEGER PRIMARY KEY CHECK (one = 1),
	generation INTEGER NOT NULL		-- how often the archive was committed to: for caches
);
INSERT INTO state VALUES (1, 1);

-- ==== added by format 2 (store/upgrade.c looks for the first line) ====

-- Answers without a body are many, and alike.  (Format 1: an index of this name over all.)
CREATE INDEX captures_by_digest ON captures (substr(digest, 1, 8)) WHERE size > 0 OR kind = 1;

-- primary: how a fetched capture came.  The heads of request and answer stand in the stream from `at`.
CREATE TABLE exchanges (
	capture INTEGER PRIMARY KEY REFERENCES captures,
	feed INTEGER REFERENCES feeds,		-- on whose behalf; NULL: none
	article INTEGER,			-- the same; its row may be gone after a rebuild
	previous INTEGER REFERENCES captures,	-- the redirect or robots.txt before it on the same way
	status INTEGER NOT NULL,		-- 0: no answer
	address TEXT,				-- of the peer
	began_ms INTEGER NOT NULL,
	took_ms INTEGER NOT NULL,
	received INTEGER NOT NULL,		-- bytes of the body before its content coding was taken off
	received_digest BLOB,			-- SHA-256 of those; NULL: as the capture's; empty: not known
	content_type TEXT,
	content_location TEXT,
	content_language TEXT,
	at INTEGER NOT NULL,
	request INTEGER NOT NULL,		-- bytes
	response INTEGER NOT NULL,		-- bytes, behind the request
	digest BLOB NOT NULL,			-- SHA-256 of both, its first 16 bytes
	sum INTEGER NOT NULL
);
CREATE INDEX exchanges_of_feed ON exchanges (feed, capture) WHERE feed IS NOT NULL AND status <> 304;

-- primary: the feeds we follow, as people set them.
CREATE TABLE feeds (
	id INTEGER PRIMARY KEY,
	url TEXT NOT NULL UNIQUE,		-- as it was added
	title TEXT,
	source TEXT,				-- outlet of its articles; NULL: by their hosts
	lang TEXT,
	has_zone INTEGER NOT NULL,
	zone INTEGER NOT NULL,			-- seconds east of UTC, of dates without one
	labels TEXT,				-- a line each
	added INTEGER NOT NULL,
	sum INTEGER NOT NULL
);

-- state: when a feed is asked next, and how it has been; replaced by every poll.
CREATE TABLE polls (
	feed INTEGER PRIMARY KEY REFERENCES feeds,
	state INTEGER NOT NULL,			-- 1 active, 2 paused, 3 gone, 4 removed
	url TEXT NOT NULL,			-- where it is asked now
	etag TEXT,
	last_modified TEXT,
	validated_url TEXT,			-- where both came from; they are sent there only
	next INTEGER NOT NULL,
	interval INTEGER NOT NULL,
	ttl INTEGER NOT NULL,			-- this and the next four: what sets the pace, as said last; 0: not said
	fresh INTEGER NOT NULL,
	activity INTEGER NOT NULL,
	skip_hours INTEGER NOT NULL,		-- a bit each
	skip_days INTEGER NOT NULL,
	moved_to TEXT,
	moved_times INTEGER NOT NULL,
	last_try INTEGER NOT NULL,		-- 0: never; so the next two
	last_success INTEGER NOT NULL,
	last_change INTEGER NOT NULL,
	status INTEGER NOT NULL,
	failing INTEGER NOT NULL,		-- in a row
	fault TEXT,				-- row of data/errors.tsv
	fault_what TEXT,
	title TEXT,				-- this and the next three: as the feed says
	page TEXT,
	format TEXT,
	charset TEXT,
	capture INTEGER REFERENCES captures,	-- its last whole document
	polls INTEGER NOT NULL,			-- counted since it was added
	unchanged INTEGER NOT NULL,
	same INTEGER NOT NULL,
	failures INTEGER NOT NULL,
	bytes INTEGER NOT NULL,
	kept_bytes INTEGER NOT NULL,
	items INTEGER NOT NULL,
	articles INTEGER NOT NULL,
	revisions INTEGER NOT NULL,
	duplicates INTEGER NOT NULL,
	whole INTEGER NOT NULL,
	faulty INTEGER NOT NULL,
	pushes INTEGER NOT NULL,
	hub_state INTEGER NOT NULL,		-- 0 none, 1 offered, 2 asked, 3 confirmed, 4 refused
	hub TEXT,
	topic TEXT,
	hub_token TEXT,
	hub_secret TEXT,
	hub_until INTEGER NOT NULL,
	sum INTEGER NOT NULL
);
CREATE INDEX polls_due ON polls (next, feed) WHERE state = 1;
CREATE INDEX polls_by_url ON polls (url);
CREATE INDEX polls_by_token ON polls (hub_token) WHERE hub_token IS NOT NULL;

-- derived: which feeds name an article.
CREATE TABLE mentions (
	feed INTEGER NOT NULL REFERENCES feeds,
	article INTEGER NOT NULL REFERENCES articles,
	revision INTEGER NOT NULL,		-- the text it gave last
	first_seen INTEGER NOT NULL,
	last_seen INTEGER NOT NULL,
	capture INTEGER NOT NULL REFERENCES captures,	-- the last that holds it
	listed INTEGER NOT NULL,		-- the last of kind 2 that holds it; 0: none
	sum INTEGER NOT NULL,
	time INTEGER NOT NULL,			-- of the article
	PRIMARY KEY (feed, article)
) WITHOUT ROWID;
CREATE INDEX mentions_by_time ON mentions (feed, time, article);
CREATE INDEX mentions_of_article ON mentions (article);

-- derived: other names of articles: ids of items, other addresses.
CREATE TABLE keys (
	scope INTEGER NOT NULL,			-- the feed whose id it is; 0: an address
	key BLOB NOT NULL,			-- SHA-256 of the id, or of the address's key; its first 16 bytes
	article INTEGER REFERENCES articles,	-- NULL: several items of one document had this id
	sum INTEGER NOT NULL,
	PRIMARY KEY (scope, key)
) WITHOUT ROWID;

-- derived: the articles that feeds of a label name, in order.
CREATE TABLE labels (
	id INTEGER PRIMARY KEY,
	name TEXT NOT NULL UNIQUE
);
CREATE TABLE label_articles (
	label INTEGER NOT NULL REFERENCES labels,
	time INTEGER NOT NULL,
	article INTEGER NOT NULL REFERENCES articles,
	PRIMARY KEY (label, time, article)
) WITHOUT ROWID;

-- state: pages of articles, looked at again.
CREATE TABLE visits (
	article INTEGER PRIMARY KEY REFERENCES articles,
	url TEXT NOT NULL,
	state INTEGER NOT NULL,			-- 1 new, 2 alive, 3 changed, 4 gone, 5 moved, 6 barred, 7 failed
	next INTEGER NOT NULL,			-- 2^63 - 1: never again
	count INTEGER NOT NULL,
	failing INTEGER NOT NULL,
	blocks INTEGER NOT NULL,		-- passages looked for
	held INTEGER NOT NULL,			-- found last
	best_held INTEGER NOT NULL,		-- found at best
	first_capture INTEGER REFERENCES captures,
	alive_capture INTEGER REFERENCES captures,
	proof_capture INTEGER REFERENCES captures,	-- that showed the state
	last INTEGER NOT NULL,
	alive INTEGER NOT NULL,
	since INTEGER NOT NULL,			-- when the state became known
	status INTEGER NOT NULL,
	etag TEXT,
	last_modified TEXT,
	validated_url TEXT,			-- as in polls
	moved_to TEXT,
	sum INTEGER NOT NULL
);
CREATE INDEX visits_due ON visits (next, article) WHERE next < 9223372036854775807;
CREATE INDEX visits_found ON visits (since, article) WHERE state IN (3, 4, 5);

-- ==== added by format 3 ====

-- derived: texts that are no change of their source's.
CREATE TABLE causes (
	revision INTEGER PRIMARY KEY REFERENCES revisions,
	article INTEGER NOT NULL REFERENCES articles,
	cause INTEGER NOT NULL,			-- 0 a text of its source like all; 1 the page's whole text, of which the one before it is a part
	rules_before INTEGER NOT NULL,		-- of the text that stood here until it was read again; 0: never read again
	reread INTEGER NOT NULL,		-- when; 0: never
	sum INTEGER NOT NULL
);
CREATE INDEX causes_whole ON causes (article) WHERE cause = 1;

-- The pages of an article, in order.
CREATE INDEX exchanges_of_article ON exchanges (article, capture) WHERE article IS NOT NULL;

-- derived: what became of a page (a capture of kind 3).
CREATE TABLE readings (
	capture INTEGER PRIMARY KEY REFERENCES captures,	-- of several pages of one text, the first
	article INTEGER NOT NULL,		-- its row may be gone after a rebuild
	verdict INTEGER NOT NULL,		-- 1 its text is kept, 2 not fuller than what a feed gave, 3 another text, 4 much shorter than what was there,
						-- 5 no text, 6 a part, 7 a list, 8 an error page, 9 a wall, 10 could not be read
	characters INTEGER NOT NULL,		-- of the text found
	confidence INTEGER NOT NULL,		-- of 1000
	rule TEXT,				-- what found it
	evidence TEXT,				-- why, for people; of a fault, its row of data/errors.tsv
	sum INTEGER NOT NULL
);
CREATE INDEX readings_of_article ON readings (article, capture);

-- derived: the last text of a feed that is only a part of what the article's page gave: it is no text of the article.
CREATE TABLE parts (
	feed INTEGER NOT NULL REFERENCES feeds,
	article INTEGER NOT NULL REFERENCES articles,
	digest BLOB NOT NULL,			-- as in revisions
	sum INTEGER NOT NULL,
	PRIMARY KEY (feed, article)
) WITHOUT ROWID;

-- primary: bytes of pictures, as received or as printed, once.  A capture of kind 6 has its bytes here and not in the stream.
CREATE TABLE blobs (
	id INTEGER PRIMARY KEY,
	digest BLOB NOT NULL UNIQUE,		-- SHA-256
	size INTEGER NOT NULL,
	dropped INTEGER NOT NULL,		-- when the bytes were given up, or came and were not kept; 0: they are here
	sum INTEGER NOT NULL,			-- of the columns between
	bytes BLOB				-- NULL: given up
);
CREATE INDEX blobs_here ON blobs (size) WHERE dropped = 0;

-- state: pictures of articles, by their address.
CREATE TABLE pictures (
	id INTEGER PRIMARY KEY,
	key BLOB NOT NULL UNIQUE,		-- SHA-256 of the address without scheme and fragment, its first 16 bytes
	url TEXT NOT NULL,			-- of the original
	proxied TEXT,				-- the same through a proxy: asked where the original fails
	source TEXT,				-- slug of the outlet whose article named it first
	state INTEGER NOT NULL,			-- 1 wanted, 2 kept, 3 failed, 4 refused, 5 given up but for its prints
	next INTEGER NOT NULL,			-- 0: at once; 2^63 - 1: never again.  Of one that is kept: when prints are to be made
	failing INTEGER NOT NULL,		-- in a row
	status INTEGER NOT NULL,
	fault TEXT,				-- row of data/errors.tsv
	fault_what TEXT,
	capture INTEGER REFERENCES captures,	-- of the original
	original INTEGER REFERENCES blobs,	-- its bytes
	format INTEGER NOT NULL,		-- of the original: 1 JPEG, 2 PNG, 3 WebP, 4 GIF, 5 AVIF; 0 not known
	width INTEGER NOT NULL,
	height INTEGER NOT NULL,
	pages INTEGER NOT NULL,
	size INTEGER NOT NULL,			-- bytes of the original
	fetched INTEGER NOT NULL,
	sum INTEGER NOT NULL			-- of the columns from key on
);
CREATE INDEX pictures_due ON pictures (next, id) WHERE next < 9223372036854775807;
CREATE INDEX pictures_by_state ON pictures (state, fetched);
CREATE INDEX pictures_by_source ON pictures (source, state, fetched, size);
CREATE INDEX pictures_of_original ON pictures (original) WHERE original IS NOT NULL;

-- primary, where the original was given up; else derived: what is served.
CREATE TABLE prints (
	picture INTEGER NOT NULL REFERENCES pictures,
	width INTEGER NOT NULL,
	format INTEGER NOT NULL,
	height INTEGER NOT NULL,
	blob INTEGER NOT NULL REFERENCES blobs,
	sum INTEGER NOT NULL,
	PRIMARY KEY (picture, width, format)
) WITHOUT ROWID;
CREATE INDEX prints_of_blob ON prints (blob);

-- derived: what is known of an outlet's pages: passages that stand on several, and what held their texts.  The page of an article
-- counts once, as it was when it was read first, and a title once (it is a print, too).
CREATE TABLE site_prints (
	host TEXT NOT NULL,
	print INTEGER NOT NULL,			-- of a passage (refine)
	pages INTEGER NOT NULL,			-- on which it stands
	last INTEGER NOT NULL,			-- the capture of the last of them
	PRIMARY KEY (host, print)
) WITHOUT ROWID;
CREATE TABLE site_containers (
	host TEXT NOT NULL,
	container TEXT NOT NULL,
	pages INTEGER NOT NULL,
	PRIMARY KEY (host, container)
) WITHOUT ROWID;

-- ==== added by format 4 ====

-- derived: which articles report one event (room story).  A story's number is the id of the article that began it.
CREATE TABLE story_articles (
	article INTEGER PRIMARY KEY REFERENCES articles,
	revision INTEGER NOT NULL,		-- whose terms these are
	story INTEGER NOT NULL,
	alike INTEGER NOT NULL,			-- how like the story, of 1000; 0: the first, or alone
	nearest INTEGER,			-- the article that it was most like
	why BLOB,				-- terms that both have, 4 bytes each
	sum INTEGER NOT NULL
);
-- Most stories are one article, and that article's own row says so.
CREATE INDEX story_articles_together ON story_articles (story, article) WHERE story <> article;
-- What the articles of the latest days are about (story/terms.h); of others it is made again from the text where it is wanted.
CREATE TABLE story_terms (
	article INTEGER PRIMARY KEY REFERENCES articles,
	terms BLOB NOT NULL
);

-- derived: what a text of the source changed of the one before it (record/changes.h), for lists by day and by weight.
CREATE TABLE changes (
	revision INTEGER PRIMARY KEY REFERENCES revisions,
	article INTEGER NOT NULL,
	n INTEGER NOT NULL,			-- of the revision; the other is n - 1
	source INTEGER NOT NULL,
	time INTEGER NOT NULL,			-- when the text stood first, as far as is known
	before BLOB NOT NULL,			-- the digest of the text before it, its first 8 bytes
	after BLOB NOT NULL,			-- its own
	class INTEGER NOT NULL,			-- of the heaviest edit: 0 none, 1 noise, 2 style, 3 added, 4 rewritten, 5 removed,
						-- 6 headline, 7 claim, 8 figure
	weight INTEGER NOT NULL,		-- to sort by: 100 for each step of the class, and up to 99 for how much
	removed INTEGER NOT NULL,		-- characters; so the next
	added INTEGER NOT NULL,
	figures INTEGER NOT NULL,		-- how many numbers
	gist BLOB NOT NULL,			-- the heaviest edit (record/change_gist.h)
	rules INTEGER NOT NULL,			-- by which it was compared
	sum INTEGER NOT NULL
);
CREATE INDEX changes_by_time ON changes (time, revision);
CREATE INDEX changes_by_weight ON changes (weight, revision);
CREATE INDEX changes_of_article ON changes (article, n);

-- An article may have thousands of texts, and a text thousands of captures.
DROP INDEX sightings_of_article;
CREATE INDEX sightings_of_text ON sightings (article, revision);

-- ==== added by format 5 ====

-- derived: what texts say in numbers (record/figure.h), as xinshi-parse figures read it.
CREATE TABLE figure_texts (
	revision INTEGER PRIMARY KEY REFERENCES revisions,
	text BLOB NOT NULL,			-- the digest of the text, its first 8 bytes
	tables BLOB NOT NULL,			-- the digest of the tables it was read by, its first 8 bytes; none: it could not be read
	rules INTEGER NOT NULL,			-- by which it was read
	count INTEGER NOT NULL,			-- of figures
	fault TEXT,				-- why it could not be read, row of data/errors.tsv
	figures BLOB,				-- one zstd frame around the wire form; NULL: no figures
	sum INTEGER NOT NULL
);
-- Slots, units, and the names of places and people in figures: as the tables call them, else as written, folded.
CREATE TABLE figure_words (
	id INTEGER PRIMARY KEY,
	word TEXT NOT NULL UNIQUE
);
-- What figures are found by.  Words are numbers of figure_words; 0: none.
CREATE TABLE figures (
	id INTEGER PRIMARY KEY,			-- 4096 for each revision's id, and the place among the figures of that text
	article INTEGER NOT NULL,
	time INTEGER NOT NULL,			-- when it was said first, as far as is known
	slot INTEGER NOT NULL,
	unit INTEGER NOT NULL,
	place INTEGER NOT NULL,
	country INTEGER NOT NULL,		-- of the place
	side INTEGER NOT NULL,			-- country of who acted or was hit
	actor INTEGER NOT NULL,
	target INTEGER NOT NULL,
	speaker INTEGER NOT NULL,
	first_day INTEGER,			-- of what happened, days since 1970; NULL: open
	last_day INTEGER,
	dated INTEGER NOT NULL			-- 0: these are the day of its saying
);
CREATE INDEX figures_by_time ON figures (time, id);
CREATE INDEX figures_of_question ON figures (slot, unit, first_day);
CREATE INDEX figures_of_article ON figures (article, id);
-- How texts write these names.
CREATE TABLE figure_forms (
	id INTEGER PRIMARY KEY,
	name INTEGER NOT NULL REFERENCES figure_words,
	form TEXT NOT NULL,
	latin TEXT NOT NULL,			-- what stood in brackets behind it
	office TEXT NOT NULL,			-- what stood beside it, and whose: "UA-51 regional"
	folded TEXT NOT NULL,
	at TEXT NOT NULL,			-- of a place: degrees north and east
	UNIQUE (name, form, latin, office)
);
CREATE TABLE figure_names (
	form INTEGER NOT NULL REFERENCES figure_forms,
	revision INTEGER NOT NULL REFERENCES revisions,
	PRIMARY KEY (form, revision)
) WITHOUT ROWID;
CREATE INDEX figure_names_of_text ON figure_names (revision);

-- ==== added by format 6 ====

-- derived: what texts say in numbers (record/figure_pack.h), as xinshi-parse figures read it: in the place of what format 5 had.
DROP TABLE figure_names;
DROP TABLE figure_forms;
DROP TABLE figures;
DROP TABLE figure_words;
DROP TABLE figure_texts;
CREATE TABLE figure_texts (
	revision INTEGER PRIMARY KEY REFERENCES revisions,
	text BLOB NOT NULL,			-- the digest of the text, its first 8 bytes
	tables INTEGER NOT NULL,		-- figure_words: the digest of the tables it was read by, its first 8 bytes in hex; 0: it could not be read
	rules INTEGER NOT NULL,			-- by which it was read
	count INTEGER NOT NULL,			-- of figures
	fault TEXT,				-- why it could not be read, row of data/errors.tsv
	forms BLOB,				-- the figure_forms it has: ascending, by how far each is from the one before; NULL: none
	dictionary INTEGER NOT NULL,		-- needed to expand; 0: none
	figures BLOB,				-- one zstd frame; NULL: no figures
	sum INTEGER NOT NULL
);
-- What figures are found by (record/figure_row.h), for 64 revisions each.
CREATE TABLE figure_rows (
	chunk INTEGER PRIMARY KEY,		-- a 64th of the revisions' ids
	oldest INTEGER NOT NULL,		-- when the first of them was said, as far as is known
	newest INTEGER NOT NULL,
	rows BLOB NOT NULL,			-- of each text with figures: the place of its id in the chunk, how long after the oldest it was said, how
						-- many figures, the length of their rows, and the rows
	sum INTEGER NOT NULL
);
-- Slots, units, rules, and the names of places and people in figures: as the tables call them, else as written, folded.
CREATE TABLE figure_words (
	id INTEGER PRIMARY KEY,
	word TEXT NOT NULL UNIQUE
);
-- How texts write these names.
CREATE TABLE figure_forms (
	id INTEGER PRIMARY KEY,
	name INTEGER NOT NULL REFERENCES figure_words,
	form TEXT NOT NULL,
	latin TEXT NOT NULL,			-- what stood in brackets behind it
	office TEXT NOT NULL,			-- what stood beside it, and whose: "UA-51 regional"
	folded TEXT,				-- NULL: as the form
	at TEXT NOT NULL			-- of a place: degrees north and east
);
CREATE INDEX figure_forms_of_name ON figure_forms (name);
-- Those that say more than how a name is written.
CREATE INDEX figure_forms_telling ON figure_forms (id) WHERE latin <> '' OR office <> '';
CREATE TABLE figure_names (
	form INTEGER NOT NULL REFERENCES figure_forms,
	revision INTEGER NOT NULL REFERENCES revisions,
	PRIMARY KEY (form, revision)
) WITHOUT ROWID;
