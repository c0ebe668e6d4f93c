-- attack: memory in a sort that is not written to a file
-- promise: memory
-- from: DISTINCT and ORDER BY of large values
-- bound: 1 GB
-- expect: failed or outOfMemory
WITH RECURSIVE many(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM many LIMIT 1000)
SELECT 'REACHED ' || count(*) FROM (SELECT DISTINCT randomblob(1000000) AS one FROM many ORDER BY one);
