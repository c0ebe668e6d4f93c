-- attack: a value of two gigabytes
-- promise: memory
-- from: reference 56
-- bound: one value; SQLite has a greatest length
-- expect: failed or outOfMemory
SELECT 'REACHED ' || length(hex(randomblob(900000000)));
