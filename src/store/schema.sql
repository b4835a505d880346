-- schema.sql: the archive, format 1.  xinshi-archive(5) explains it to others.
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
	kind INTEGER NOT NULL,			-- 1 imported file, 2 feed, 3 page
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
CREATE INDEX captures_by_digest ON captures (substr(digest, 1, 8));

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
