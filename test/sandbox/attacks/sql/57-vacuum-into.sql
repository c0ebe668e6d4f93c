-- attack: the database written into a file of the host
-- promise: files
-- from: reference 57
-- bound: one statement
-- expect: failed or forbidden
VACUUM INTO '@SECRET_FOLDER@/@MARK@';
SELECT 'REACHED a file of the host';
