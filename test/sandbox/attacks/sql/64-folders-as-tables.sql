-- attack: the folders of the host as a table
-- promise: files
-- from: fsdir of the shell
-- bound: one statement
-- expect: failed or forbidden
SELECT 'REACHED ' || name FROM fsdir('/') LIMIT 5;
