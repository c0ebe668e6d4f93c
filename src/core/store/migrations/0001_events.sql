-- learner.db: events are the truth, everything below them is computed from them.

CREATE TABLE meta (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE events (
  id TEXT PRIMARY KEY,
  device TEXT NOT NULL,
  seq INTEGER NOT NULL,
  hlc TEXT NOT NULL,
  wall INTEGER NOT NULL,
  tz TEXT NOT NULL,
  day TEXT NOT NULL,
  type TEXT NOT NULL,
  v INTEGER NOT NULL,
  course TEXT,
  item TEXT,
  part TEXT,
  payload TEXT NOT NULL CHECK (length(CAST(payload AS BLOB)) <= 16384),
  UNIQUE (device, seq)
) STRICT;

CREATE INDEX events_order ON events (hlc, id);
CREATE INDEX events_subject ON events (course, item, part, hlc);
CREATE INDEX events_type ON events (type, hlc);
CREATE INDEX events_day ON events (day, hlc);

-- Events taken back by a later one; folds leave them out.
CREATE TABLE undone (
  event TEXT PRIMARY KEY,
  by TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Code that was run or submitted, under the SHA-256 of its text.
CREATE TABLE blobs (
  hash TEXT PRIMARY KEY,
  body TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- One table a projection: the folded state as JSON, and the (hlc, id) of the last event in it.
CREATE TABLE memory (
  key TEXT PRIMARY KEY,
  state TEXT NOT NULL,
  hlc TEXT NOT NULL,
  id TEXT NOT NULL,
  due TEXT GENERATED ALWAYS AS (state ->> '$.schedule.due') STORED,
  interval REAL GENERATED ALWAYS AS (state ->> '$.schedule.interval') STORED,
  repeat_on TEXT GENERATED ALWAYS AS (state ->> '$.repeatOn') STORED,
  introduced_on TEXT GENERATED ALWAYS AS (state ->> '$.introducedOn') STORED,
  buried_until TEXT GENERATED ALWAYS AS (state ->> '$.buriedUntil') STORED,
  suspended INTEGER GENERATED ALWAYS AS (state ->> '$.suspended') STORED
) STRICT;
-- Holds all that choosing and counting due reviews reads, so that neither touches the table.
CREATE INDEX memory_due ON memory (due, interval, suspended, buried_until, key) WHERE due IS NOT NULL;
-- Put aside or flagged before they were ever reviewed.
CREATE INDEX memory_unseen ON memory (key, suspended, buried_until) WHERE due IS NULL;
CREATE INDEX memory_repeat ON memory (repeat_on) WHERE repeat_on IS NOT NULL;

CREATE TABLE item (
  key TEXT PRIMARY KEY,
  state TEXT NOT NULL,
  hlc TEXT NOT NULL,
  id TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE day (
  key TEXT PRIMARY KEY,
  state TEXT NOT NULL,
  hlc TEXT NOT NULL,
  id TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE struggle (
  key TEXT PRIMARY KEY,
  state TEXT NOT NULL,
  hlc TEXT NOT NULL,
  id TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE setting (
  key TEXT PRIMARY KEY,
  state TEXT NOT NULL,
  hlc TEXT NOT NULL,
  id TEXT NOT NULL
) STRICT, WITHOUT ROWID;
