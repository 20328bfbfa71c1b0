-- The ledger, version 1. A span is [start_at, end_at), in characters of documents.text.
-- `key` columns only join tables inside this file; they say nothing and may differ between two
-- ledgers made from the same pages. Times stand in `runs` alone.

-- When pages were read. Nothing refers to a run.
CREATE TABLE runs (
    key INTEGER PRIMARY KEY,
    started TEXT NOT NULL,
    finished TEXT,
    counts TEXT NOT NULL DEFAULT '{}'
) STRICT;

CREATE TABLE documents (
    key INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    url TEXT,
    publisher TEXT,
    title TEXT,
    dek TEXT,
    byline TEXT,
    published_date TEXT,
    published_precision TEXT NOT NULL,
    published_basis TEXT NOT NULL,
    published_from TEXT,
    published_to TEXT,
    genre TEXT NOT NULL,
    part_page INTEGER,
    part_of INTEGER,
    language TEXT NOT NULL,
    shingles INTEGER NOT NULL,   -- how many word shingles the body has
    signature BLOB NOT NULL,     -- their minhash, little-endian 32-bit numbers; empty for short bodies
    -- last: what stands after a long text is slow to reach
    text TEXT NOT NULL
) STRICT;
CREATE INDEX documents_by_date ON documents (published_date);
CREATE INDEX documents_by_url ON documents (url);

-- Every place a document was read from. `variant` holds, as JSON, what was read there where that
-- differs from the document's rows (another title or address over the same text).
CREATE TABLE locators (
    locator TEXT PRIMARY KEY,
    document TEXT NOT NULL REFERENCES documents (id) DEFERRABLE INITIALLY DEFERRED,
    fingerprint TEXT NOT NULL,
    version TEXT NOT NULL,
    url TEXT,
    variant TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX locators_by_document ON locators (document, locator);
CREATE INDEX locators_by_url ON locators (url);

CREATE TABLE rejections (
    locator TEXT PRIMARY KEY,
    fingerprint TEXT,
    code TEXT NOT NULL,
    message TEXT NOT NULL,
    advice TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- What stood at a locator before its page changed, as a Reading in JSON.
CREATE TABLE document_history (
    locator TEXT NOT NULL,
    ordinal INTEGER NOT NULL,
    document TEXT NOT NULL,
    replaced_by TEXT NOT NULL,
    reading TEXT NOT NULL,
    PRIMARY KEY (locator, ordinal)
) STRICT, WITHOUT ROWID;

CREATE TABLE paragraphs (
    document TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    ordinal INTEGER NOT NULL,
    role TEXT NOT NULL,
    start_at INTEGER NOT NULL,
    end_at INTEGER NOT NULL,
    dated TEXT,
    PRIMARY KEY (document, ordinal),
    CHECK (0 <= start_at AND start_at <= end_at)
) STRICT, WITHOUT ROWID;

CREATE TABLE sentences (
    document TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    ordinal INTEGER NOT NULL,
    sentence INTEGER NOT NULL,
    start_at INTEGER NOT NULL,
    end_at INTEGER NOT NULL,
    paragraph INTEGER NOT NULL,
    PRIMARY KEY (document, ordinal),
    CHECK (0 <= start_at AND start_at <= end_at)
) STRICT, WITHOUT ROWID;

-- Actors as one document presents them: the same id may hold another office in another year.
CREATE TABLE actors (
    document TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    id TEXT NOT NULL,
    ordinal INTEGER NOT NULL,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    state TEXT,
    sector TEXT,
    office TEXT,
    as_of TEXT,
    reference INTEGER NOT NULL CHECK (reference IN (0, 1)),
    PRIMARY KEY (document, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX actors_by_id ON actors (id);
CREATE INDEX actors_by_state ON actors (state);

CREATE TABLE statements (
    key INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    document TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    ordinal INTEGER NOT NULL,
    sentence INTEGER NOT NULL,
    mode TEXT NOT NULL,
    quote TEXT NOT NULL,
    voice TEXT NOT NULL,
    confidence REAL NOT NULL CHECK (confidence BETWEEN 0 AND 1),
    nested_in TEXT REFERENCES statements (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
    UNIQUE (document, ordinal)
) STRICT;
CREATE INDEX statements_by_outer ON statements (nested_in);

-- The fragments of a statement. `text` repeats the verbatim words, so that a row can be quoted
-- without cutting the document's text.
CREATE TABLE statement_spans (
    statement TEXT NOT NULL REFERENCES statements (id) ON DELETE CASCADE,
    role TEXT NOT NULL CHECK (role IN ('source', 'cue', 'content', 'addressee', 'occasion')),
    ordinal INTEGER NOT NULL,
    start_at INTEGER NOT NULL,
    end_at INTEGER NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (statement, role, ordinal),
    CHECK (0 <= start_at AND start_at <= end_at)
) STRICT, WITHOUT ROWID;

CREATE TABLE statement_speakers (
    statement TEXT NOT NULL REFERENCES statements (id) ON DELETE CASCADE,
    ordinal INTEGER NOT NULL,
    document TEXT NOT NULL,
    actor TEXT NOT NULL,
    PRIMARY KEY (statement, ordinal),
    FOREIGN KEY (document, actor) REFERENCES actors (document, id)
        ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED
) STRICT, WITHOUT ROWID;
CREATE INDEX statement_speakers_by_actor ON statement_speakers (document, actor);

-- `document` tells the same story as `of`, the longest version, which counts in its place.
-- `similarity` is the Jaccard index of their shingles, `containment` the share of the shorter's
-- that the longer holds.
CREATE TABLE near_duplicates (
    document TEXT PRIMARY KEY REFERENCES documents (id) ON DELETE CASCADE,
    "of" TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    similarity REAL NOT NULL,
    containment REAL NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX near_duplicates_by_original ON near_duplicates ("of");

-- Look-up of documents that share a band of their signatures. No foreign key: without an index on
-- `document`, which would double the table, each deletion would scan it; the program keeps step.
CREATE TABLE minhash_bands (
    band INTEGER NOT NULL,
    document INTEGER NOT NULL,   -- documents.key
    PRIMARY KEY (band, document)
) STRICT, WITHOUT ROWID;

-- What of a document is read: furniture, captions and teasers of other articles are not searched.
CREATE VIEW document_bodies AS
SELECT d.key, d.title, (
    SELECT group_concat(piece, char(10)) FROM (
        SELECT substr(d.text, p.start_at + 1, p.end_at - p.start_at) AS piece
        FROM paragraphs p
        WHERE p.document = d.id AND p.role IN ('dek', 'body', 'update')
        ORDER BY p.ordinal)
) AS body
FROM documents d;

CREATE VIRTUAL TABLE documents_fts USING fts5 (
    title, body, content = 'document_bodies', content_rowid = 'key',
    tokenize = 'porter unicode61 remove_diacritics 2'
);
CREATE VIRTUAL TABLE statements_fts USING fts5 (
    quote, content = 'statements', content_rowid = 'key',
    tokenize = 'porter unicode61 remove_diacritics 2'
);

CREATE VIEW document_rows AS
SELECT
    d.key,
    d.id,
    d.published_date AS date,
    -- ISO dates sort as text; '~' sorts after every digit and '-', so '2010-04~' ends April 2010
    coalesce(d.published_from, d.published_date) AS first_day,
    coalesce(d.published_to, d.published_date || '~') AS last_day,
    d.publisher,
    d.title,
    d.url,
    (SELECT min(l.locator) FROM locators l WHERE l.document = d.id) AS locator,
    (SELECT count(*) FROM locators l WHERE l.document = d.id) AS copies,
    d.genre,
    d.language,
    (SELECT count(*) FROM statements s WHERE s.document = d.id) AS statements,
    n."of" AS duplicate_of,
    n.similarity
FROM documents d LEFT JOIN near_duplicates n ON n.document = d.id;

-- One row a statement, with its speakers and verbatim fragments joined, as the program prints it.
CREATE VIEW statement_rows AS
SELECT
    s.key,
    s.id,
    s.document,
    d.published_date AS date,
    coalesce(d.published_from, d.published_date) AS first_day,
    coalesce(d.published_to, d.published_date || '~') AS last_day,
    d.publisher,
    d.title,
    d.url,
    (SELECT min(l.locator) FROM locators l WHERE l.document = s.document) AS locator,
    (SELECT group_concat(name, '; ') FROM (
        SELECT a.name FROM statement_speakers p
        JOIN actors a ON a.document = p.document AND a.id = p.actor
        WHERE p.statement = s.id ORDER BY p.ordinal)) AS speaker,
    (SELECT group_concat(state, '; ') FROM (
        SELECT a.state FROM statement_speakers p
        JOIN actors a ON a.document = p.document AND a.id = p.actor
        WHERE p.statement = s.id AND a.state IS NOT NULL
        GROUP BY a.state ORDER BY min(p.ordinal))) AS state,
    (SELECT group_concat(office, '; ') FROM (
        SELECT a.office FROM statement_speakers p
        JOIN actors a ON a.document = p.document AND a.id = p.actor
        WHERE p.statement = s.id AND a.office IS NOT NULL
        GROUP BY a.office ORDER BY min(p.ordinal))) AS office,
    s.mode,
    (SELECT group_concat(text, ' … ') FROM (
        SELECT f.text FROM statement_spans f
        WHERE f.statement = s.id AND f.role = 'source' ORDER BY f.ordinal)) AS source,
    (SELECT group_concat(text, ' … ') FROM (
        SELECT f.text FROM statement_spans f
        WHERE f.statement = s.id AND f.role = 'cue' ORDER BY f.ordinal)) AS cue,
    (SELECT group_concat(text, ' … ') FROM (
        SELECT f.text FROM statement_spans f
        WHERE f.statement = s.id AND f.role = 'content' ORDER BY f.ordinal)) AS content,
    s.quote,
    s.confidence,
    s.nested_in,
    s.sentence,
    s.ordinal,
    n."of" AS duplicate_of
FROM statements s
JOIN documents d ON d.id = s.document
LEFT JOIN near_duplicates n ON n.document = s.document;
