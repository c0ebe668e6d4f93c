-- attack: the schema itself rewritten
-- promise: host
-- from: SQLite, "Defense against the dark arts"
-- bound: a few statements
-- expect: failed or forbidden
PRAGMA writable_schema = ON;
UPDATE sqlite_schema SET sql = 'CREATE TABLE x (a, b' || char(0) || ')';
SELECT 'REACHED the schema';
