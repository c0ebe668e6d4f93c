import type { Texts } from './course-files.ts'

const HINTS = ['FROM', 'WHERE', 'ORDER BY']
  .map((word) => `> [!TIP]\n> Look at ${word}.\n`)
  .join('\n')

function exercise(id: string, title: string, task: string, more = ''): string {
  return `---
id: ${id}
kind: exercise
title: ${title}
runner: sql
practises: [select]
files:
  edit: [query.sql]
  readonly: [schema.sql, data.sql]
${more}---

${task}

${HINTS}`
}

// By name data.sql comes before schema.sql: the order of files.readonly must count.
const SCHEMA = `CREATE TABLE author (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
CREATE TABLE book (
  title TEXT NOT NULL,
  author INTEGER REFERENCES author,
  price REAL CHECK (price > 0)
);
`
const DATA = `INSERT INTO author VALUES (1, 'Ada'), (2, 'Grace'), (3, 'Tim');
INSERT INTO book VALUES
  ('Notes', 1, 12.5), ('Engines', 1, 30), ('Compilers', 2, 30), ('Letters', NULL, 8);
`
const OTHER = `INSERT INTO author VALUES (7, 'Zoë');
INSERT INTO book VALUES ('Maps', 7, 10), ('Charts', 7, 20.5), ('Loose', NULL, 99);
`

/** The right answers of its two exercises. */
export const ANSWERS = {
  'dear-books': `SELECT title, name
FROM book JOIN author ON author.id = book.author
WHERE price >= 20
ORDER BY title;
`,
  'raise-prices': 'UPDATE book SET price = price + 1 WHERE author IS NOT NULL;\n',
}

/** A small course in SQL: a lesson, an exercise that asks and one that changes. */
export function sqlCourse(changes: Record<string, string> = {}): Texts {
  return {
    'course.yaml': `format: mastery/1
id: books
title: Books
version: "1"
language: en
licence: CC-BY-4.0
outline:
  - unit: basics
    title: Basics
    items: [lesson:asking, exercise:dear-books, exercise:raise-prices]
`,
    'skills.yaml': 'skills:\n  - {id: select, title: Asking}\n',
    'lessons/asking/lesson.md': `---
id: asking
kind: lesson
title: Asking
teaches: [select]
---

A query gives rows.

\`\`\`sql run
CREATE TABLE fruit (name TEXT, pieces INTEGER);
INSERT INTO fruit VALUES ('pear', 12), ('fig', NULL);
SELECT name, pieces FROM fruit ORDER BY name;
\`\`\`

\`\`\`output
name  pieces
----  ------
fig     NULL
pear      12
\`\`\`

A name that is not there:

\`\`\`sql run error=OperationalError
SELECT 1 AS one;
SELECT * FROM fruits;
\`\`\`

\`\`\`output
one
---
  1
OperationalError: no such table: fruits
\`\`\`
`,
    'exercises/dear-books/exercise.md': exercise(
      'dear-books',
      'Dear books',
      'Give `title` and `name` of the author of each book that costs 20 or more, by title.',
      'mutants: auto\n',
    ),
    'exercises/dear-books/starter/query.sql': '-- Your query\n',
    'exercises/dear-books/starter/schema.sql': SCHEMA,
    'exercises/dear-books/starter/data.sql': DATA,
    'exercises/dear-books/solution/query.sql': ANSWERS['dear-books'],
    'exercises/dear-books/mutants/by-hand/query.sql':
      "SELECT 'Compilers' AS title, 'Grace' AS name UNION ALL SELECT 'Engines', 'Ada';\n",
    'exercises/dear-books/tests/visible.yaml': `cases:
  - id: dear
    title: gives the dear books by title
    rows: [[Compilers, Grace], [Engines, Ada]]
    columns: [title, name]
    ordered: true
    help: Which column says what a book costs?
`,
    'exercises/dear-books/tests/hidden.yaml': `cases:
  - id: other-books
    files:
      data.sql: |
        INSERT INTO author VALUES (7, 'Zoë');
        INSERT INTO book VALUES ('Maps', 7, 20), ('Charts', 7, 20.5), ('Cards', 7, 19.5), ('Loose', NULL, 99);
    rows: [[Charts, Zoë], [Maps, Zoë]]
    ordered: true
`,
    'exercises/raise-prices/exercise.md': exercise(
      'raise-prices',
      'Raise the prices',
      'Raise the price of each book that has an author by 1.',
    ),
    'exercises/raise-prices/starter/query.sql': 'UPDATE book SET price = price;\n',
    'exercises/raise-prices/starter/schema.sql': SCHEMA,
    'exercises/raise-prices/starter/data.sql': DATA,
    'exercises/raise-prices/solution/query.sql': ANSWERS['raise-prices'],
    'exercises/raise-prices/mutants/all-books/query.sql': 'UPDATE book SET price = price + 1;\n',
    'exercises/raise-prices/mutants/never-committed/query.sql':
      'BEGIN; UPDATE book SET price = price + 1 WHERE author IS NOT NULL;\n',
    'exercises/raise-prices/tests/visible.yaml': `cases:
  - id: raised
    query: SELECT title, price FROM book
    rows: [[Letters, 8], [Notes, 13.5], [Engines, 31], [Compilers, 31]]
  - id: still-checked
    query: UPDATE book SET price = -1
    raises: IntegrityError
`,
    'exercises/raise-prices/tests/hidden.yaml': `cases:
  - id: other-prices
    files: {data.sql: ${JSON.stringify(OTHER)}}
    query: SELECT sum(price) FROM book
    rows: [[131.5]]
`,
    ...changes,
  }
}
