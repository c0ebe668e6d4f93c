-- attack: a library of the host loaded as an extension
-- promise: library
-- from: reference 54
-- bound: one statement
-- expect: failed or forbidden
SELECT load_extension('/usr/lib/x86_64-linux-gnu/libc.so.6', 'system');
SELECT 'REACHED a library';
