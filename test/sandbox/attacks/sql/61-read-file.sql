-- attack: files through functions of the shell of SQLite
-- promise: files
-- from: readfile, writefile and edit of the shell
-- bound: one statement
-- expect: failed or forbidden
SELECT 'REACHED ' || readfile('@SECRET_FILE@');
