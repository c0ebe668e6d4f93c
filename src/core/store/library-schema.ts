/** Counted up with every change below: an older library.db is thrown away and built anew. */
export const LIBRARY_VERSION = 1

/** Marks the file as ours, whatever its version: "mlib". */
export const LIBRARY_APPLICATION = 0x6d6c6962

export const LIBRARY_SCHEMA = `
CREATE TABLE course (
  id TEXT PRIMARY KEY,
  place INTEGER NOT NULL,
  entry TEXT NOT NULL,
  summary TEXT NOT NULL,
  retired TEXT NOT NULL,
  aliases TEXT NOT NULL
) STRICT;

CREATE TABLE item (
  course TEXT NOT NULL REFERENCES course(id) ON DELETE CASCADE,
  id TEXT NOT NULL,
  kind TEXT NOT NULL,
  unit TEXT NOT NULL,
  position INTEGER NOT NULL,
  title TEXT NOT NULL,
  skills TEXT NOT NULL,
  requires TEXT NOT NULL,
  minutes REAL,
  difficulty INTEGER,
  pass REAL,
  major INTEGER NOT NULL,
  minor INTEGER NOT NULL,
  scoring TEXT,
  text TEXT NOT NULL,
  parts INTEGER NOT NULL,
  path TEXT NOT NULL,
  PRIMARY KEY (course, id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX item_position ON item(course, position);
CREATE INDEX item_unit ON item(course, unit, position);
CREATE INDEX item_id ON item(id);

-- Apart from the metadata, so that reading an outline does not touch the pages of the bodies.
CREATE TABLE body (
  course TEXT NOT NULL REFERENCES course(id) ON DELETE CASCADE,
  item TEXT NOT NULL,
  json TEXT NOT NULL,
  PRIMARY KEY (course, item)
) STRICT;

CREATE TABLE item_skill (
  course TEXT NOT NULL REFERENCES course(id) ON DELETE CASCADE,
  skill TEXT NOT NULL,
  position INTEGER NOT NULL,
  PRIMARY KEY (course, skill, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE part (
  course TEXT NOT NULL REFERENCES course(id) ON DELETE CASCADE,
  place INTEGER NOT NULL,
  item TEXT NOT NULL,
  part TEXT NOT NULL,
  kind TEXT NOT NULL,
  note TEXT NOT NULL,
  type TEXT NOT NULL,
  unit TEXT NOT NULL,
  skills TEXT NOT NULL,
  major INTEGER NOT NULL,
  minor INTEGER NOT NULL,
  scoring TEXT,
  text TEXT NOT NULL,
  PRIMARY KEY (course, place)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX part_id ON part(course, item, part);

CREATE TABLE part_body (
  course TEXT NOT NULL REFERENCES course(id) ON DELETE CASCADE,
  item TEXT NOT NULL,
  part TEXT NOT NULL,
  json TEXT NOT NULL,
  PRIMARY KEY (course, item, part)
) STRICT;

CREATE TABLE part_skill (
  course TEXT NOT NULL REFERENCES course(id) ON DELETE CASCADE,
  skill TEXT NOT NULL,
  place INTEGER NOT NULL,
  PRIMARY KEY (course, skill, place)
) STRICT, WITHOUT ROWID;

CREATE VIRTUAL TABLE chunk USING fts5(
  title, heading, text,
  course UNINDEXED, item UNINDEXED, kind UNINDEXED,
  tokenize = "porter unicode61 remove_diacritics 2"
);
`
