-- attack: an expression so deep that its parser has no stack left
-- promise: host
-- from: SQLITE_LIMIT_EXPR_DEPTH and JSON
-- bound: a text of 1 MB
-- expect: failed
SELECT 'REACHED ' || json_type(replace(hex(zeroblob(500000)), '0', '['));
