-- The ledger, version 2: events. A span is [start_at, end_at), in characters of documents.text.

CREATE TABLE events (
    key INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    document TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    ordinal INTEGER NOT NULL,
    sentence INTEGER NOT NULL,
    type TEXT NOT NULL,
    mode TEXT,
    quad INTEGER NOT NULL CHECK (quad BETWEEN 1 AND 4),
    score REAL NOT NULL CHECK (score BETWEEN -10 AND 10),
    modality TEXT NOT NULL,
    certainty REAL NOT NULL CHECK (certainty BETWEEN -3 AND 3),
    quote TEXT NOT NULL,
    voice TEXT NOT NULL,
    confidence REAL NOT NULL CHECK (confidence BETWEEN 0 AND 1),
    statement TEXT REFERENCES statements (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
    -- first and last day; without both the date is unresolved, without precision there is none
    date_start TEXT,
    date_end TEXT,
    date_precision TEXT,
    date_basis TEXT,
    date_anchor TEXT,
    place_name TEXT,
    place_state TEXT,
    place_city TEXT,
    place_reference INTEGER CHECK (place_reference IN (0, 1)),
    UNIQUE (document, ordinal),
    CHECK ((date_start IS NULL) = (date_end IS NULL)),
    CHECK ((date_precision IS NULL) = (date_basis IS NULL)),
    CHECK ((place_name IS NULL) = (place_reference IS NULL))
) STRICT;
CREATE INDEX events_by_statement ON events (statement);
CREATE INDEX events_by_day ON events (date_start);
CREATE INDEX events_by_type ON events (type);

-- The words of an event. `text` repeats the verbatim words, as in statement_spans.
CREATE TABLE event_spans (
    event TEXT NOT NULL REFERENCES events (id) ON DELETE CASCADE,
    role TEXT NOT NULL
        CHECK (role IN ('trigger', 'actor', 'recipient', 'date', 'place', 'venue')),
    ordinal INTEGER NOT NULL,
    start_at INTEGER NOT NULL,
    end_at INTEGER NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (event, role, ordinal),
    CHECK (0 <= start_at AND start_at <= end_at)
) STRICT, WITHOUT ROWID;

CREATE TABLE event_parties (
    event TEXT NOT NULL REFERENCES events (id) ON DELETE CASCADE,
    role TEXT NOT NULL CHECK (role IN ('actor', 'recipient')),
    ordinal INTEGER NOT NULL,
    document TEXT NOT NULL,
    actor TEXT NOT NULL,
    PRIMARY KEY (event, role, ordinal),
    FOREIGN KEY (document, actor) REFERENCES actors (document, id)
        ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED
) STRICT, WITHOUT ROWID;
CREATE INDEX event_parties_by_actor ON event_parties (document, actor, role);

-- Which reports are of one event: `same` is the id of its first report, `reports` how many
-- documents report it, near-duplicates left out. Worked out anew from the rows above when a run
-- ends; an event that is not in here was stored since, or has no other report.
CREATE TABLE same_events (
    event TEXT PRIMARY KEY REFERENCES events (id) ON DELETE CASCADE,
    same TEXT NOT NULL,
    reports INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX same_events_by_same ON same_events (same);

-- One row: true where rows were stored or removed since `same_events` was worked out.
CREATE TABLE same_events_state (
    key INTEGER PRIMARY KEY CHECK (key = 1),
    stale INTEGER NOT NULL CHECK (stale IN (0, 1))
) STRICT;
INSERT INTO same_events_state VALUES (1, 0);

CREATE VIRTUAL TABLE events_fts USING fts5 (
    quote, content = 'events', content_rowid = 'key',
    tokenize = 'porter unicode61 remove_diacritics 2'
);

DROP VIEW document_rows;
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
    (SELECT count(*) FROM events e WHERE e.document = d.id) AS events,
    n."of" AS duplicate_of,
    n.similarity
FROM documents d LEFT JOIN near_duplicates n ON n.document = d.id;

-- One row a report of an event, with its parties, words and speaker, as the program prints it.
-- Actors and recipients that were not resolved stand there in the words of the page.
CREATE VIEW event_rows AS
SELECT
    e.key,
    e.id,
    coalesce(s.same, e.id) AS event,
    coalesce(s.reports, 1) AS reports,
    e.document,
    e.date_start AS date,
    e.date_end AS until,
    coalesce(e.date_precision, 'unresolved') AS precision,
    e.date_basis AS basis,
    -- what is not dated stands with the pages of its day
    coalesce(e.date_start, d.published_from, d.published_date) AS sorted_by,
    d.published_date AS published,
    d.publisher,
    d.title,
    d.url,
    (SELECT min(l.locator) FROM locators l WHERE l.document = e.document) AS locator,
    e.type,
    e.mode,
    e.quad,
    e.score,
    e.modality,
    e.certainty,
    e.voice,
    (SELECT group_concat(name, '; ') FROM (
        SELECT a.name FROM statement_speakers p
        JOIN actors a ON a.document = p.document AND a.id = p.actor
        WHERE p.statement = e.statement ORDER BY p.ordinal)) AS speaker,
    coalesce((SELECT group_concat(name, '; ') FROM (
        SELECT a.name FROM event_parties p
        JOIN actors a ON a.document = p.document AND a.id = p.actor
        WHERE p.event = e.id AND p.role = 'actor' ORDER BY p.ordinal)),
        (SELECT group_concat(text, '; ') FROM (
        SELECT f.text FROM event_spans f
        WHERE f.event = e.id AND f.role = 'actor' ORDER BY f.ordinal))) AS actors,
    (SELECT group_concat(state, '; ') FROM (
        SELECT a.state FROM event_parties p
        JOIN actors a ON a.document = p.document AND a.id = p.actor
        WHERE p.event = e.id AND p.role = 'actor' AND a.state IS NOT NULL
        GROUP BY a.state ORDER BY min(p.ordinal))) AS actor_states,
    coalesce((SELECT group_concat(name, '; ') FROM (
        SELECT a.name FROM event_parties p
        JOIN actors a ON a.document = p.document AND a.id = p.actor
        WHERE p.event = e.id AND p.role = 'recipient' ORDER BY p.ordinal)),
        (SELECT group_concat(text, '; ') FROM (
        SELECT f.text FROM event_spans f
        WHERE f.event = e.id AND f.role = 'recipient' ORDER BY f.ordinal))) AS recipients,
    (SELECT group_concat(state, '; ') FROM (
        SELECT a.state FROM event_parties p
        JOIN actors a ON a.document = p.document AND a.id = p.actor
        WHERE p.event = e.id AND p.role = 'recipient' AND a.state IS NOT NULL
        GROUP BY a.state ORDER BY min(p.ordinal))) AS recipient_states,
    (SELECT group_concat(text, ' … ') FROM (
        SELECT f.text FROM event_spans f
        WHERE f.event = e.id AND f.role = 'trigger' ORDER BY f.ordinal)) AS "trigger",
    e.place_name AS place,
    e.place_state,
    e.place_city,
    (SELECT f.text FROM event_spans f WHERE f.event = e.id AND f.role = 'venue') AS venue,
    e.quote,
    e.confidence,
    e.statement,
    e.sentence,
    e.ordinal,
    n."of" AS duplicate_of
FROM events e
JOIN documents d ON d.id = e.document
LEFT JOIN same_events s ON s.event = e.id
LEFT JOIN near_duplicates n ON n.document = e.document;
