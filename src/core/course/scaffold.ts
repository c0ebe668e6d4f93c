import type { SourceFile } from './model.ts'

/** The files of a small course that is right: one item of each kind, about counting and adding. */
export function scaffold(course: { id: string; title: string }): SourceFile[] {
  const files: Record<string, string> = {
    'course.yaml': `format: mastery/1
id: ${course.id}
title: ${JSON.stringify(course.title)}
description: "What a learner can do after it, in one sentence."
version: "1"
language: en
licence: CC-BY-4.0
outline:
  - unit: basics
    title: Basics
    items:
      - lesson:adding-numbers
      - deck:adding-cards
      - exercise:sum-to
      - quiz:basics-quiz
`,
    'skills.yaml': `skills:
  - {id: adding, title: Adding numbers}
  - {id: loops, title: Loops, requires: [adding]}
`,
    'lessons/adding-numbers/lesson.md': LESSON,
    'decks/adding-cards.md': DECK,
    'quizzes/basics-quiz.md': QUIZ,
    'exercises/sum-to/exercise.md': EXERCISE,
    'exercises/sum-to/starter/main.py': `def sum_to(n):
    """Give the sum of the whole numbers from 1 to n."""
`,
    'exercises/sum-to/solution/main.py': `def sum_to(n):
    """Give the sum of the whole numbers from 1 to n."""
    total = 0
    for number in range(1, n + 1):
        total = total + number
    return total
`,
    'exercises/sum-to/mutants/end-left-out/main.py': `def sum_to(n):
    total = 0
    for number in range(1, n):
        total = total + number
    return total
`,
    'exercises/sum-to/tests/visible.yaml': `cases:
  - id: three
    title: adds 1, 2 and 3
    call: sum_to
    args: [3]
    returns: 6
    help: Does the range include n itself?
  - id: one
    title: adds a single number
    call: sum_to
    args: [1]
    returns: 1
`,
    'exercises/sum-to/tests/hidden.yaml': `cases:
  - id: hundred
    title: adds the numbers up to 100
    call: sum_to
    args: [100]
    returns: 5050
  - id: nothing
    title: gives 0 when there is nothing to add
    call: sum_to
    args: [0]
    returns: 0
`,
  }
  return Object.entries(files).map(([path, text]) => ({ path, text }))
}

const LESSON = `---
id: adding-numbers
kind: lesson
title: Adding numbers
teaches: [adding, loops]
minutes: 5
---

A loop can add numbers one after the other.

\`\`\`python run
total = 0
for number in range(1, 4):
    total = total + number
print(total)
\`\`\`

\`\`\`output
6
\`\`\`

\`range(1, 4)\` gives 1, 2 and 3: the end is left out.

## Check yourself

### What is the last number of \`range(1, 4)\`? {#last-number}

- [x] \`3\` {#three}
- [ ] \`4\` {#four}
  > The end is left out.

> [!TIP]
> Look at what the program above prints.

> [!NOTE]
> \`range(1, 4)\` gives 1, 2 and 3.
`

const DECK = `---
id: adding-cards
kind: deck
title: Adding, to remember
skills: [adding]
---

## Where does \`range(1, 4)\` end? {#range-end}

At 3: the end is left out.

## \`range({{c1::1}}, {{c2::11}})\` gives the numbers from 1 to 10 {#range-to-ten}

\`\`\`yaml item
type: cloze
skills: [loops]
\`\`\`
`

const QUIZ = `---
id: basics-quiz
kind: quiz
title: The basics
skills: [loops]
pass: 0.7
---

## What does this program print? {#two-rounds}

\`\`\`yaml item
type: code-output
\`\`\`

\`\`\`python run
for number in range(2):
    print(number)
\`\`\`

\`\`\`output
0
1
\`\`\`

> [!TIP]
> With one number, \`range\` begins at 0.

> [!NOTE]
> \`range(2)\` gives 0 and 1.
`

const EXERCISE = `---
id: sum-to
kind: exercise
title: Add the numbers up to n
runner: python
practises: [loops]
requires: [adding]
difficulty: 1
minutes: 10
files:
  edit: [main.py]
---

Write \`sum_to(n)\`. It gives the sum of the whole numbers from 1 to \`n\`, so \`sum_to(3)\` gives 6.

> [!TIP]
> You need a variable that holds the sum so far. What is it before the first number?

> [!TIP]
> A \`for\` loop with \`range\` gives you each number once. Where must the range end?

> [!TIP]
> In each round: \`total = total + number\`, for each number of \`range(1, n + 1)\`. Give \`total\` back after the loop.
`
