-- The ledger, version 3: positions, linkages, forecasts, stated agendas, issues and corrections.
-- A span is [start_at, end_at), in characters of documents.text; `text` repeats its words.
-- Spans, holders and issues name their row by its key: they are read by the hundred thousand.

CREATE TABLE positions (
    key INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    document TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    ordinal INTEGER NOT NULL,
    sentence INTEGER NOT NULL,
    stance TEXT NOT NULL CHECK (stance IN ('seeks', 'accepts', 'opposes', 'undecided')),
    basis TEXT NOT NULL CHECK (basis IN ('self-stated', 'reported', 'author-asserted')),
    quote TEXT NOT NULL,
    voice TEXT NOT NULL,
    confidence REAL NOT NULL CHECK (confidence BETWEEN 0 AND 1),
    statement TEXT REFERENCES statements (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
    UNIQUE (document, ordinal)
) STRICT;
CREATE INDEX positions_by_statement ON positions (statement);
CREATE TABLE position_spans (
    position INTEGER NOT NULL REFERENCES positions (key) ON DELETE CASCADE,
    role TEXT NOT NULL CHECK (role IN ('goal', 'cue', 'holder')),
    ordinal INTEGER NOT NULL,
    start_at INTEGER NOT NULL,
    end_at INTEGER NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (position, role, ordinal),
    CHECK (0 <= start_at AND start_at <= end_at)
) STRICT, WITHOUT ROWID;
CREATE TABLE position_holders (
    position INTEGER NOT NULL REFERENCES positions (key) ON DELETE CASCADE,
    ordinal INTEGER NOT NULL,
    document TEXT NOT NULL,
    actor TEXT NOT NULL,
    PRIMARY KEY (position, ordinal),
    FOREIGN KEY (document, actor) REFERENCES actors (document, id)
        ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED
) STRICT, WITHOUT ROWID;
CREATE INDEX position_holders_by_actor ON position_holders (document, actor);
CREATE VIRTUAL TABLE positions_fts USING fts5 (
    quote, content = 'positions', content_rowid = 'key',
    tokenize = 'porter unicode61 remove_diacritics 2'
);

CREATE TABLE linkages (
    key INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    document TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    ordinal INTEGER NOT NULL,
    sentence INTEGER NOT NULL,
    kind TEXT NOT NULL,
    quote TEXT NOT NULL,
    voice TEXT NOT NULL,
    confidence REAL NOT NULL CHECK (confidence BETWEEN 0 AND 1),
    statement TEXT REFERENCES statements (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
    UNIQUE (document, ordinal)
) STRICT;
CREATE INDEX linkages_by_statement ON linkages (statement);
CREATE TABLE linkage_spans (
    linkage INTEGER NOT NULL REFERENCES linkages (key) ON DELETE CASCADE,
    role TEXT NOT NULL CHECK (role IN ('antecedent', 'consequent', 'holder')),
    ordinal INTEGER NOT NULL,
    start_at INTEGER NOT NULL,
    end_at INTEGER NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (linkage, role, ordinal),
    CHECK (0 <= start_at AND start_at <= end_at)
) STRICT, WITHOUT ROWID;
CREATE TABLE linkage_holders (
    linkage INTEGER NOT NULL REFERENCES linkages (key) ON DELETE CASCADE,
    ordinal INTEGER NOT NULL,
    document TEXT NOT NULL,
    actor TEXT NOT NULL,
    PRIMARY KEY (linkage, ordinal),
    FOREIGN KEY (document, actor) REFERENCES actors (document, id)
        ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED
) STRICT, WITHOUT ROWID;
CREATE INDEX linkage_holders_by_actor ON linkage_holders (document, actor);
CREATE VIRTUAL TABLE linkages_fts USING fts5 (
    quote, content = 'linkages', content_rowid = 'key',
    tokenize = 'porter unicode61 remove_diacritics 2'
);

CREATE TABLE forecasts (
    key INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    document TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    ordinal INTEGER NOT NULL,
    sentence INTEGER NOT NULL,
    -- the range that the words of likelihood are read as
    low REAL CHECK (low BETWEEN 0 AND 1),
    high REAL CHECK (high BETWEEN 0 AND 1),
    -- first and last day of the horizon, as for events
    horizon_start TEXT,
    horizon_end TEXT,
    horizon_precision TEXT,
    horizon_basis TEXT,
    horizon_anchor TEXT,
    unscoreable TEXT,   -- why it cannot be scored
    quote TEXT NOT NULL,
    voice TEXT NOT NULL,
    confidence REAL NOT NULL CHECK (confidence BETWEEN 0 AND 1),
    statement TEXT REFERENCES statements (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
    UNIQUE (document, ordinal),
    CHECK (low <= high),
    CHECK ((low IS NULL) = (high IS NULL)),
    CHECK ((horizon_start IS NULL) = (horizon_end IS NULL)),
    CHECK ((horizon_precision IS NULL) = (horizon_basis IS NULL))
) STRICT;
CREATE INDEX forecasts_by_statement ON forecasts (statement);
CREATE TABLE forecast_spans (
    forecast INTEGER NOT NULL REFERENCES forecasts (key) ON DELETE CASCADE,
    role TEXT NOT NULL CHECK (role IN ('proposition', 'condition', 'words', 'horizon', 'holder')),
    ordinal INTEGER NOT NULL,
    start_at INTEGER NOT NULL,
    end_at INTEGER NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (forecast, role, ordinal),
    CHECK (0 <= start_at AND start_at <= end_at)
) STRICT, WITHOUT ROWID;
CREATE TABLE forecast_holders (
    forecast INTEGER NOT NULL REFERENCES forecasts (key) ON DELETE CASCADE,
    ordinal INTEGER NOT NULL,
    document TEXT NOT NULL,
    actor TEXT NOT NULL,
    PRIMARY KEY (forecast, ordinal),
    FOREIGN KEY (document, actor) REFERENCES actors (document, id)
        ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED
) STRICT, WITHOUT ROWID;
CREATE INDEX forecast_holders_by_actor ON forecast_holders (document, actor);
CREATE VIRTUAL TABLE forecasts_fts USING fts5 (
    quote, content = 'forecasts', content_rowid = 'key',
    tokenize = 'porter unicode61 remove_diacritics 2'
);

CREATE TABLE agenda_items (
    key INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    document TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    ordinal INTEGER NOT NULL,
    sentence INTEGER NOT NULL,
    rank INTEGER NOT NULL CHECK (rank >= 1),
    tier INTEGER NOT NULL CHECK (tier BETWEEN 1 AND 3),
    quote TEXT NOT NULL,
    confidence REAL NOT NULL CHECK (confidence BETWEEN 0 AND 1),
    UNIQUE (document, ordinal)
) STRICT;
CREATE TABLE agenda_item_spans (
    agenda_item INTEGER NOT NULL REFERENCES agenda_items (key) ON DELETE CASCADE,
    role TEXT NOT NULL CHECK (role IN ('step')),
    ordinal INTEGER NOT NULL,
    start_at INTEGER NOT NULL,
    end_at INTEGER NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (agenda_item, role, ordinal),
    CHECK (0 <= start_at AND start_at <= end_at)
) STRICT, WITHOUT ROWID;
CREATE VIRTUAL TABLE agenda_items_fts USING fts5 (
    quote, content = 'agenda_items', content_rowid = 'key',
    tokenize = 'porter unicode61 remove_diacritics 2'
);

-- The issues of a row; `row` is the key in the table of its `kind`. No foreign key, since there are
-- six such tables: the program keeps step.
CREATE TABLE row_issues (
    kind TEXT NOT NULL CHECK (
        kind IN ('statement', 'event', 'position', 'linkage', 'forecast', 'agenda_item')),
    row INTEGER NOT NULL,
    ordinal INTEGER NOT NULL,
    issue TEXT NOT NULL,
    PRIMARY KEY (kind, row, ordinal)
) STRICT, WITHOUT ROWID;
CREATE INDEX row_issues_by_issue ON row_issues (kind, issue);

-- The states of a row's speakers, parties or holders, to find rows by: it says nothing that the
-- tables above do not say. `day` is the first day of the event, or on which the page can have been
-- published, and empty where unknown; `acts` is false where the state is only acted on.
CREATE TABLE row_states (
    kind TEXT NOT NULL CHECK (
        kind IN ('statement', 'event', 'position', 'linkage', 'forecast')),
    state TEXT NOT NULL,
    day TEXT NOT NULL,
    row INTEGER NOT NULL,
    acts INTEGER NOT NULL CHECK (acts IN (0, 1)),
    PRIMARY KEY (kind, state, day, row)
) STRICT, WITHOUT ROWID;

-- What people put right: rows are added, never changed or removed, and undone by a further row.
-- `row` is the id of what is corrected. It may leave the ledger with its page and come back.
CREATE TABLE corrections (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL CHECK (kind IN ('forecast_outcome', 'undo')),
    "row" TEXT,
    outcome INTEGER CHECK (outcome IN (0, 1)),
    event TEXT,   -- the id of the report that shows the outcome
    undoes INTEGER UNIQUE REFERENCES corrections (number),
    who TEXT NOT NULL,
    made TEXT NOT NULL,
    why TEXT NOT NULL,
    CHECK ((kind = 'undo') = (undoes IS NOT NULL)),
    CHECK ((kind = 'forecast_outcome') = ("row" IS NOT NULL AND outcome IS NOT NULL))
) STRICT;
CREATE INDEX corrections_by_row ON corrections ("row");
CREATE TRIGGER corrections_stay BEFORE DELETE ON corrections
BEGIN SELECT raise(ABORT, 'corrections are never removed'); END;
CREATE TRIGGER corrections_do_not_change BEFORE UPDATE ON corrections
BEGIN SELECT raise(ABORT, 'corrections are never changed'); END;

INSERT INTO row_states
SELECT 'statement', a.state, coalesce(d.published_from, d.published_date, ''), s.key, 1
FROM statements s
JOIN documents d ON d.id = s.document
JOIN statement_speakers p ON p.statement = s.id
JOIN actors a ON a.document = p.document AND a.id = p.actor
WHERE a.state IS NOT NULL
GROUP BY s.key, a.state;
INSERT INTO row_states
SELECT 'event', a.state, coalesce(e.date_start, ''), e.key, max(p.role = 'actor')
FROM events e
JOIN event_parties p ON p.event = e.id
JOIN actors a ON a.document = p.document AND a.id = p.actor
WHERE a.state IS NOT NULL
GROUP BY e.key, a.state;
