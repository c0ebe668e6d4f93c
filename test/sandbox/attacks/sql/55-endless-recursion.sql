-- attack: a table expression that never ends
-- promise: time
-- from: reference 55
-- bound: four thousand million rows, none of which is kept
-- expect: timedOut
WITH RECURSIVE endless(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM endless LIMIT 4000000000)
SELECT 'REACHED ' || count(*) FROM endless;
