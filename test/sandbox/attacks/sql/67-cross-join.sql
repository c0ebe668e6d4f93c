-- attack: every row with every row with every row
-- promise: time
-- from: a join without a condition
-- bound: a thousand million rows, none of which is kept
-- expect: timedOut
WITH RECURSIVE many(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM many LIMIT 3000)
SELECT 'REACHED ' || count(*) FROM many AS a, many AS b, many AS c WHERE a.n + b.n + c.n > 1;
