-- attack: more rows than anybody can read
-- promise: host
-- from: reference 37
-- bound: ten million rows
-- expect: outputLimit or timedOut or outOfMemory or failed
WITH RECURSIVE many(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM many LIMIT 10000000)
SELECT n, hex(zeroblob(1000)) FROM many;
