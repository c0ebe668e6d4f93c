-- Attempts what no learner's query may do. Each is refused by an error that says so.
-- read
ATTACH DATABASE '/etc/passwd' AS other;
-- write
VACUUM INTO '/tmp/mastery-probe.db';
-- connect
ATTACH DATABASE 'file://localhost/probe?vfs=unix-none' AS other;
-- fork
SELECT fts3_tokenizer('simple', x'0000000000000000');
-- library
SELECT load_extension('mod_spatialite');
-- allocate
WITH RECURSIVE many(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM many LIMIT 400)
SELECT count(*) FROM (SELECT DISTINCT randomblob(1000000) AS bytes FROM many);
-- loop
WITH RECURSIVE endless(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM endless)
SELECT count(*) FROM endless;
