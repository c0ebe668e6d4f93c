-- attack: a pointer as a number, for the tokenizer of full-text search
-- promise: host
-- from: CVE-2015-7036, fts3_tokenizer
-- bound: one statement
-- expect: failed or forbidden
SELECT 'REACHED ' || hex(fts3_tokenizer('simple', x'4141414141414141'));
