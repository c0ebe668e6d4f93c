-- attack: a table that grows
-- promise: memory
-- from: INSERT from itself
-- bound: 1 GB
-- expect: failed or outOfMemory
CREATE TABLE kept (bytes);
WITH RECURSIVE many(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM many LIMIT 1000)
INSERT INTO kept SELECT randomblob(1000000) FROM many;
SELECT 'REACHED ' || count(*) FROM kept;
