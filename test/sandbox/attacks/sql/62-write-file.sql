-- attack: a file written by a function
-- promise: files
-- from: readfile, writefile and edit of the shell
-- bound: one statement
-- expect: failed or forbidden
SELECT 'REACHED ' || writefile('@SECRET_FOLDER@/@MARK@', 'written');
