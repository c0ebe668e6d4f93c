-- attack: functions, tables and settings that the next query would find
-- promise: host
-- from: temporary triggers and views shadow what is there
-- bound: a few statements
-- expect: failed or forbidden
PRAGMA query_only = ON;
CREATE TEMP VIEW sqlite_schema AS SELECT 'REACHED' AS name;
SELECT name FROM sqlite_schema;
