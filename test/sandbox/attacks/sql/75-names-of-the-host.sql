-- attack: what SQLite knows of the machine
-- promise: files
-- from: pragma functions: database_list, compile_options, module_list
-- bound: one statement
-- expect: failed or forbidden
SELECT 'REACHED ' || group_concat(file) FROM pragma_database_list;
SELECT 'REACHED ' || group_concat(name) FROM pragma_module_list;
