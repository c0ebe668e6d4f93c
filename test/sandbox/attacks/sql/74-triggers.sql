-- attack: a trigger that sets itself off
-- promise: time
-- from: recursive triggers
-- bound: SQLite has a greatest depth
-- expect: failed or forbidden
PRAGMA recursive_triggers = ON;
CREATE TABLE again (n);
CREATE TRIGGER more AFTER INSERT ON again BEGIN INSERT INTO again SELECT n + 1 FROM again; END;
INSERT INTO again VALUES (1);
SELECT 'REACHED ' || count(*) FROM again;
