-- attack: a database by an address that chooses how files are opened
-- promise: files
-- from: URI file names: vfs, mode, immutable
-- bound: one statement
-- expect: failed or forbidden
ATTACH 'file:@SECRET_FILE@?mode=ro&immutable=1&vfs=unix-none' AS other;
SELECT 'REACHED a file of the host';
