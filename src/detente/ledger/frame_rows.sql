-- The ledger, version 3: what stands on the tables of frames.sql, as the program prints it.

-- The last word on each forecast that has one.
CREATE VIEW forecast_outcomes AS
SELECT c."row" AS forecast, c.outcome, c.event, c.number AS correction
FROM corrections c
WHERE c.kind = 'forecast_outcome'
AND NOT EXISTS (SELECT 1 FROM corrections u WHERE u.undoes = c.number)
AND NOT EXISTS (
    SELECT 1 FROM corrections l
    WHERE l."row" = c."row" AND l.kind = c.kind AND l.number > c.number
    AND NOT EXISTS (SELECT 1 FROM corrections u WHERE u.undoes = l.number));

CREATE VIEW correction_rows AS
SELECT
    c.number, c.kind, c."row", c.outcome, c.event, c.undoes, u.number AS undone_by,
    c.who, c.made, c.why
FROM corrections c LEFT JOIN corrections u ON u.undoes = c.number;

-- One row a position, linkage, forecast or step, as the program prints it. Holders that were not
-- resolved stand there in the words of the page.
CREATE VIEW position_rows AS
SELECT
    p.key,
    p.id,
    p.document,
    d.published_date AS date,
    coalesce(d.published_from, d.published_date) AS first_day,
    coalesce(d.published_to, d.published_date || '~') AS last_day,
    d.publisher,
    d.title,
    d.url,
    (SELECT min(l.locator) FROM locators l WHERE l.document = p.document) AS locator,
    coalesce((SELECT group_concat(name, '; ') FROM (
        SELECT a.name FROM position_holders h
        JOIN actors a ON a.document = h.document AND a.id = h.actor
        WHERE h.position = p.key ORDER BY h.ordinal)),
        (SELECT group_concat(text, '; ') FROM (
        SELECT f.text FROM position_spans f
        WHERE f.position = p.key AND f.role = 'holder' ORDER BY f.ordinal))) AS actors,
    (SELECT group_concat(state, '; ') FROM (
        SELECT a.state FROM position_holders h
        JOIN actors a ON a.document = h.document AND a.id = h.actor
        WHERE h.position = p.key AND a.state IS NOT NULL
        GROUP BY a.state ORDER BY min(h.ordinal))) AS states,
    p.stance,
    p.basis,
    (SELECT f.text FROM position_spans f WHERE f.position = p.key AND f.role = 'goal') AS goal,
    (SELECT f.text FROM position_spans f WHERE f.position = p.key AND f.role = 'cue') AS cue,
    (SELECT group_concat(issue, '; ') FROM (
        SELECT i.issue FROM row_issues i
        WHERE i.kind = 'position' AND i.row = p.key ORDER BY i.ordinal)) AS issues,
    p.voice,
    (SELECT group_concat(name, '; ') FROM (
        SELECT a.name FROM statement_speakers s
        JOIN actors a ON a.document = s.document AND a.id = s.actor
        WHERE s.statement = p.statement ORDER BY s.ordinal)) AS speaker,
    p.quote,
    p.confidence,
    p.statement,
    p.sentence,
    p.ordinal,
    n."of" AS duplicate_of
FROM positions p
JOIN documents d ON d.id = p.document
LEFT JOIN near_duplicates n ON n.document = p.document;

CREATE VIEW linkage_rows AS
SELECT
    k.key,
    k.id,
    k.document,
    d.published_date AS date,
    coalesce(d.published_from, d.published_date) AS first_day,
    coalesce(d.published_to, d.published_date || '~') AS last_day,
    d.publisher,
    d.title,
    d.url,
    (SELECT min(l.locator) FROM locators l WHERE l.document = k.document) AS locator,
    k.kind,
    (SELECT f.text FROM linkage_spans f
        WHERE f.linkage = k.key AND f.role = 'antecedent') AS antecedent,
    (SELECT f.text FROM linkage_spans f
        WHERE f.linkage = k.key AND f.role = 'consequent') AS consequent,
    coalesce((SELECT group_concat(name, '; ') FROM (
        SELECT a.name FROM linkage_holders h
        JOIN actors a ON a.document = h.document AND a.id = h.actor
        WHERE h.linkage = k.key ORDER BY h.ordinal)),
        (SELECT group_concat(text, '; ') FROM (
        SELECT f.text FROM linkage_spans f
        WHERE f.linkage = k.key AND f.role = 'holder' ORDER BY f.ordinal))) AS actors,
    (SELECT group_concat(state, '; ') FROM (
        SELECT a.state FROM linkage_holders h
        JOIN actors a ON a.document = h.document AND a.id = h.actor
        WHERE h.linkage = k.key AND a.state IS NOT NULL
        GROUP BY a.state ORDER BY min(h.ordinal))) AS states,
    (SELECT group_concat(issue, '; ') FROM (
        SELECT i.issue FROM row_issues i
        WHERE i.kind = 'linkage' AND i.row = k.key ORDER BY i.ordinal)) AS issues,
    k.voice,
    (SELECT group_concat(name, '; ') FROM (
        SELECT a.name FROM statement_speakers s
        JOIN actors a ON a.document = s.document AND a.id = s.actor
        WHERE s.statement = k.statement ORDER BY s.ordinal)) AS speaker,
    k.quote,
    k.confidence,
    k.statement,
    k.sentence,
    k.ordinal,
    n."of" AS duplicate_of
FROM linkages k
JOIN documents d ON d.id = k.document
LEFT JOIN near_duplicates n ON n.document = k.document;

CREATE VIEW forecast_rows AS
SELECT
    w.key,
    w.id,
    w.document,
    d.published_date AS date,
    coalesce(d.published_from, d.published_date) AS first_day,
    coalesce(d.published_to, d.published_date || '~') AS last_day,
    d.publisher,
    d.title,
    d.url,
    (SELECT min(l.locator) FROM locators l WHERE l.document = w.document) AS locator,
    coalesce((SELECT group_concat(name, '; ') FROM (
        SELECT a.name FROM forecast_holders h
        JOIN actors a ON a.document = h.document AND a.id = h.actor
        WHERE h.forecast = w.key ORDER BY h.ordinal)),
        (SELECT group_concat(text, '; ') FROM (
        SELECT f.text FROM forecast_spans f
        WHERE f.forecast = w.key AND f.role = 'holder' ORDER BY f.ordinal))) AS actors,
    (SELECT group_concat(state, '; ') FROM (
        SELECT a.state FROM forecast_holders h
        JOIN actors a ON a.document = h.document AND a.id = h.actor
        WHERE h.forecast = w.key AND a.state IS NOT NULL
        GROUP BY a.state ORDER BY min(h.ordinal))) AS states,
    (SELECT f.text FROM forecast_spans f
        WHERE f.forecast = w.key AND f.role = 'proposition') AS proposition,
    (SELECT f.text FROM forecast_spans f
        WHERE f.forecast = w.key AND f.role = 'condition') AS condition,
    (SELECT f.text FROM forecast_spans f WHERE f.forecast = w.key AND f.role = 'words') AS words,
    w.low,
    w.high,
    w.horizon_start,
    w.horizon_end,
    w.horizon_precision,
    w.unscoreable,
    o.outcome,
    o.event AS resolved_by,
    o.correction,
    (SELECT group_concat(issue, '; ') FROM (
        SELECT i.issue FROM row_issues i
        WHERE i.kind = 'forecast' AND i.row = w.key ORDER BY i.ordinal)) AS issues,
    w.voice,
    (SELECT group_concat(name, '; ') FROM (
        SELECT a.name FROM statement_speakers s
        JOIN actors a ON a.document = s.document AND a.id = s.actor
        WHERE s.statement = w.statement ORDER BY s.ordinal)) AS speaker,
    w.quote,
    w.confidence,
    w.statement,
    w.sentence,
    w.ordinal,
    n."of" AS duplicate_of
FROM forecasts w
JOIN documents d ON d.id = w.document
LEFT JOIN near_duplicates n ON n.document = w.document
LEFT JOIN forecast_outcomes o ON o.forecast = w.id;

CREATE VIEW agenda_rows AS
SELECT
    g.key,
    g.id,
    g.document,
    d.published_date AS date,
    coalesce(d.published_from, d.published_date) AS first_day,
    coalesce(d.published_to, d.published_date || '~') AS last_day,
    d.publisher,
    d.title,
    d.url,
    (SELECT min(l.locator) FROM locators l WHERE l.document = g.document) AS locator,
    d.byline,
    g.rank,
    g.tier,
    (SELECT f.text FROM agenda_item_spans f
        WHERE f.agenda_item = g.key AND f.role = 'step') AS step,
    (SELECT group_concat(issue, '; ') FROM (
        SELECT i.issue FROM row_issues i
        WHERE i.kind = 'agenda_item' AND i.row = g.key ORDER BY i.ordinal)) AS issues,
    g.quote,
    g.confidence,
    g.sentence,
    g.ordinal,
    n."of" AS duplicate_of
FROM agenda_items g
JOIN documents d ON d.id = g.document
LEFT JOIN near_duplicates n ON n.document = g.document;

-- One row a statement, with its speakers and verbatim fragments joined, as the program prints it.
DROP VIEW statement_rows;
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
    (SELECT group_concat(issue, '; ') FROM (
        SELECT i.issue FROM row_issues i
        WHERE i.kind = 'statement' AND i.row = s.key ORDER BY i.ordinal)) AS issues,
    s.quote,
    s.confidence,
    s.nested_in,
    s.sentence,
    s.ordinal,
    n."of" AS duplicate_of
FROM statements s
JOIN documents d ON d.id = s.document
LEFT JOIN near_duplicates n ON n.document = s.document;

-- One row a report of an event, with its parties, words and speaker, as the program prints it.
-- Actors and recipients that were not resolved stand there in the words of the page.
DROP VIEW event_rows;
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
    (SELECT group_concat(issue, '; ') FROM (
        SELECT i.issue FROM row_issues i
        WHERE i.kind = 'event' AND i.row = e.key ORDER BY i.ordinal)) AS issues,
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
