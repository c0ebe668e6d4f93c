-- attack: files as tables
-- promise: files
-- from: csv, fsdir, zipfile and dbstat
-- bound: one statement
-- expect: failed or forbidden
CREATE VIRTUAL TABLE secret USING csv(filename = '@SECRET_FILE@');
SELECT 'REACHED a table of files';
