-- attack: another database file attached
-- promise: files
-- from: reference 53
-- bound: one statement
-- expect: failed or forbidden
ATTACH DATABASE '@SECRET_FOLDER@/@MARK@' AS other;
SELECT 'REACHED a file of the host';
