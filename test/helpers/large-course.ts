/**
 * The files of a generated course with `items` items: of ten, four lessons, two quizzes with three questions, two decks
 * with five cards and two exercises. Every text differs, as in a real course.
 */
export function largeCourse(items: number): Record<string, string> {
  const files: Record<string, string> = {}
  const outline: string[] = []
  const kinds = [
    'lesson',
    'lesson',
    'quiz',
    'deck',
    'exercise',
    'lesson',
    'lesson',
    'quiz',
    'deck',
    'exercise',
  ] as const
  for (let number = 0; number < items; number++) {
    const kind = kinds[number % 10] ?? 'lesson'
    const id = `item-${number}`
    outline.push(`${kind}:${id}`)
    Object.assign(files, WRITERS[kind](id, number))
  }
  const units = Array.from({ length: Math.ceil(items / 50) }, (_, unit) => {
    const names = outline.slice(unit * 50, unit * 50 + 50)
    return `  - unit: unit-${unit}\n    title: Unit ${unit}\n    items: [${names.join(', ')}]\n`
  })
  files['course.yaml'] =
    `format: mastery/1\nid: large\ntitle: Large\nlanguage: en\nlicence: CC0-1.0\noutline:\n${units.join('')}`
  const skills = Array.from(
    { length: 100 },
    (_, skill) => `  - {id: skill-${skill}, title: Skill ${skill}}\n`,
  )
  files['skills.yaml'] = `skills:\n${skills.join('')}`
  return files
}

const WRITERS = {
  lesson: (id: string, n: number) => ({
    [`lessons/${id}/lesson.md`]: `---
id: ${id}
kind: lesson
title: Lesson ${n} about ${word(n)}
teaches: [skill-${n % 100}]
minutes: ${1 + (n % 9)}
---

A ${word(n)} holds ${n} things, and each of **them** has a name.

\`\`\`python run
print("${word(n)}", ${n})
\`\`\`

\`\`\`output
${word(n)} ${n}
\`\`\`

## How to use a ${word(n + 1)}

- First ${word(n + 2)}
- Then ${word(n + 3)}

## Check yourself

### How many? {#how-many}

- [x] ${n} {#right}
- [ ] ${n + 1} {#wrong}
  > One too many.

> [!TIP]
> Count again.
`,
  }),
  quiz: (id: string, n: number) => ({
    [`quizzes/${id}.md`]: `---
id: ${id}
kind: quiz
title: Quiz ${n}
skills: [skill-${n % 100}]
---

${[0, 1, 2]
  .map(
    (q) => `## What is ${n} + ${q}? {#sum-${q}}

\`\`\`yaml item
type: numeric
answer: ${n + q}
\`\`\`

> [!TIP]
> Add ${word(n + q)}.

> [!NOTE]
> It is ${n + q}.
`,
  )
  .join('\n')}`,
  }),
  deck: (id: string, n: number) => ({
    [`decks/${id}.md`]: `---
id: ${id}
kind: deck
title: Deck ${n}
skills: [skill-${n % 100}]
---

${[0, 1, 2, 3, 4].map((c) => `## Front ${n} ${c} ${word(n + c)} {#card-${c}}\n\nBack ${word(n * 7 + c)}.\n`).join('\n')}`,
  }),
  exercise: (id: string, n: number) => ({
    [`exercises/${id}/exercise.md`]: `---
id: ${id}
kind: exercise
title: Exercise ${n}
runner: python
practises: [skill-${n % 100}]
difficulty: ${1 + (n % 5)}
files:
  edit: [main.py]
---

Write a function \`f\` that gives ${n} and works with a ${word(n)}.

> [!TIP]
> Look at ${word(n)}.

> [!TIP]
> Use return.

> [!TIP]
> \`return ${n}\`
`,
    [`exercises/${id}/starter/main.py`]: `def f():\n    # ${word(n)}\n    pass\n`,
    [`exercises/${id}/solution/main.py`]: `def f():\n    return ${n}\n`,
    [`exercises/${id}/tests/visible.yaml`]: `cases:\n  - {id: gives, title: gives ${n}, call: f, args: [], returns: ${n}}\n`,
    [`exercises/${id}/tests/hidden.yaml`]: `cases:\n  - {id: gives-again, call: f, returns: ${n}}\n`,
  }),
}

const SYLLABLES = ['ba', 'ke', 'mi', 'no', 'ru', 'sa', 'te', 'vi', 'wo', 'zu']

/** Another invented word for each number. */
function word(n: number): string {
  return [...String(n * 37 + 11)].map((digit) => SYLLABLES[Number(digit)] ?? '').join('')
}
