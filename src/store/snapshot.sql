-- snapshot.sql: a copy for people with questions, in plain columns.  xinshi-snapshot(5) explains it to others; columns may be added.
-- Times are RFC 3339 in UTC, but for `published` and `updated`: as claimed, in their own zone and to their own precision.

CREATE TABLE about (
	key TEXT PRIMARY KEY,
	value TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE sources (
	id INTEGER PRIMARY KEY,
	slug TEXT NOT NULL,
	name TEXT NOT NULL,
	host TEXT NOT NULL,
	lang TEXT NOT NULL,
	zone_s INTEGER NOT NULL
);

CREATE TABLE articles (
	id INTEGER PRIMARY KEY,
	source INTEGER NOT NULL REFERENCES sources,
	story INTEGER,
	url TEXT NOT NULL,
	time TEXT NOT NULL,
	revisions INTEGER NOT NULL,
	changes INTEGER NOT NULL,
	newest INTEGER NOT NULL,
	fetched TEXT NOT NULL,
	last_fetched TEXT NOT NULL,
	date_future INTEGER NOT NULL,
	date_missing INTEGER NOT NULL
);
CREATE INDEX articles_by_time ON articles (time);
CREATE INDEX articles_by_source ON articles (source, time);
CREATE INDEX articles_by_story ON articles (story);

CREATE TABLE revisions (
	article INTEGER NOT NULL REFERENCES articles,
	n INTEGER NOT NULL,
	headline TEXT,
	title TEXT,
	deck TEXT,
	section TEXT,
	site TEXT,
	authors TEXT NOT NULL,
	tags TEXT NOT NULL,
	lang TEXT,
	url TEXT NOT NULL,
	published TEXT,
	published_evidence TEXT,
	updated TEXT,
	fetched TEXT NOT NULL,
	characters INTEGER NOT NULL,
	images INTEGER NOT NULL,
	digest TEXT NOT NULL,
	body_digest TEXT NOT NULL,
	simhash TEXT NOT NULL,
	sha256 TEXT NOT NULL,
	rules INTEGER NOT NULL,
	text TEXT NOT NULL,
	html TEXT NOT NULL,
	PRIMARY KEY (article, n)
);
CREATE INDEX revisions_by_body ON revisions (body_digest);

CREATE TABLE changes (
	article INTEGER NOT NULL REFERENCES articles,
	n INTEGER NOT NULL,
	time TEXT NOT NULL,
	class TEXT NOT NULL,
	weight INTEGER NOT NULL,
	removed INTEGER NOT NULL,
	added INTEGER NOT NULL,
	figures INTEGER NOT NULL,
	PRIMARY KEY (article, n)
);

CREATE TABLE figures (
	article INTEGER NOT NULL,
	n INTEGER NOT NULL,
	i INTEGER NOT NULL,
	span_from INTEGER NOT NULL,
	span_to INTEGER NOT NULL,
	words TEXT NOT NULL,
	sentence TEXT NOT NULL,
	min TEXT,
	max TEXT,
	min_open INTEGER NOT NULL,
	max_open INTEGER NOT NULL,
	approx TEXT NOT NULL,
	unit TEXT,
	per TEXT,
	slot TEXT,
	actor TEXT,
	target TEXT,
	place TEXT,
	place_id TEXT,
	speaker TEXT,
	date TEXT,
	hedge TEXT,
	part_of INTEGER,
	same_as INTEGER,
	rule TEXT,
	sure INTEGER NOT NULL,
	PRIMARY KEY (article, n, i)
);
CREATE INDEX figures_by_slot ON figures (slot, date);

CREATE VIEW newest AS SELECT a.id, s.name AS source, a.time, r.headline, r.lang, r.url, r.published, r.authors, r.text, a.story,
	a.revisions, a.changes, r.digest FROM articles a JOIN sources s ON s.id = a.source
	JOIN revisions r ON r.article = a.id AND r.n = a.newest;

CREATE VIEW stories AS SELECT story AS id, (SELECT headline FROM newest WHERE newest.id = a.story) AS headline, count(*) AS articles,
	count(DISTINCT source) AS sources, min(time) AS first, max(time) AS last
	FROM articles a WHERE story IS NOT NULL GROUP BY story HAVING count(*) > 1;

CREATE VIEW days AS SELECT substr(time, 1, 10) AS day, count(*) AS articles, count(DISTINCT source) AS sources, sum(changes) AS changes
	FROM articles GROUP BY 1;

CREATE VIEW corrections AS SELECT c.time, c.class, c.weight, s.name AS source, r.headline, c.article, c.n, r.url
	FROM changes c JOIN revisions r ON r.article = c.article AND r.n = c.n
	JOIN articles a ON a.id = c.article JOIN sources s ON s.id = a.source
	WHERE c.class NOT IN ('none', 'noise', 'style');

CREATE VIEW claims AS SELECT a.time, s.name AS source, f.slot, f.min, f.max, f.approx, f.unit, f.place, f.date, f.speaker, f.hedge, f.sentence,
	f.article, f.n, f.i, r.url FROM figures f JOIN articles a ON a.id = f.article AND a.newest = f.n
	JOIN revisions r ON r.article = f.article AND r.n = f.n JOIN sources s ON s.id = a.source
	WHERE f.slot IS NOT NULL AND f.same_as IS NULL;
