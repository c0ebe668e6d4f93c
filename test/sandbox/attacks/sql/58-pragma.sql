-- attack: settings of SQLite, among them where it keeps its files
-- promise: files
-- from: reference 58
-- bound: a few statements
-- expect: failed or forbidden
PRAGMA temp_store_directory = '@SECRET_FOLDER@';
SELECT 'REACHED a setting';
