-- attack: memory in one group: texts put together, JSON, sorted and distinct
-- promise: memory
-- from: group_concat and json_group_array keep all in one value
-- bound: 200 MB
-- expect: failed or outOfMemory
WITH RECURSIVE many(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM many LIMIT 200)
SELECT 'REACHED ' || length(group_concat(hex(zeroblob(500000)))) FROM many;
