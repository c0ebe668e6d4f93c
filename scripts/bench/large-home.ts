import { randomUUID } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Context } from '../../src/context.ts'
import type { CompiledCourse, Deck } from '../../src/core/course/model.ts'
import { addDays } from '../../src/core/events/clock.ts'

export const DECKS = 1_000
export const CARDS = 100

const REVISION = { major: 1, minor: 0, scoring: '0'.repeat(16), text: '0'.repeat(16) }

/** A course of 100,000 cards in compiled form. */
export function cardCourse(): CompiledCourse {
  const decks = Array.from({ length: DECKS }, (_, d): Deck => {
    const id = `deck-${d}`
    return {
      kind: 'deck',
      id,
      title: `Deck ${d}`,
      unit: 'cards',
      position: d,
      revision: REVISION,
      skills: ['recall'],
      minutes: null,
      path: `decks/${id}.md`,
      cards: Array.from({ length: CARDS }, (_, c) => ({
        id: `card-${c}`,
        note: `card-${c}`,
        type: 'basic' as const,
        front: `What is number ${c} of deck ${d}?`,
        back: `It is ${c * d}.`,
        accept: [],
        ignoreCase: false,
        skills: ['recall'],
        revision: REVISION,
        line: c * 4 + 1,
      })),
    }
  })
  return {
    id: 'large',
    title: 'A large course',
    description: 'Made for the benchmark.',
    version: '1',
    language: 'en',
    licence: 'CC0-1.0',
    units: [{ id: 'cards', title: 'Cards', items: decks.map((deck) => deck.id) }],
    skills: [{ id: 'recall', title: 'Recall', requires: [] }],
    retired: [],
    aliases: {},
    digest: 'b'.repeat(64),
    items: decks,
  }
}

/** Writes `count` reviews spread over a year, straight into the log; the projections are folded afterwards. */
export function writeReviews(ctx: Context, count: number): void {
  const { db } = ctx.log
  const device = randomUUID()
  const start = Date.now() - 400 * 86_400_000
  const insert = db.prepare(
    `INSERT INTO events (id, device, seq, hlc, wall, tz, day, type, v, course, item, part, payload)
     VALUES (?, ?, ?, ?, ?, 'UTC', ?, 'learning.card_reviewed', 1, 'large', ?, ?, ?)`,
  )
  const firstDay = new Date(start).toISOString().slice(0, 10)
  const perDay = Math.ceil(count / 390)
  db.transaction(() => {
    for (let i = 0; i < count; i++) {
      const card = i % (DECKS * CARDS)
      const item = `deck-${Math.floor(card / CARDS)}`
      const part = `card-${card % CARDS}`
      const day = Math.floor(i / perDay)
      const wall = start + day * 86_400_000 + (i % perDay)
      const hex = wall.toString(16).padStart(12, '0')
      const payload = {
        course: 'large',
        item,
        part,
        revision: '1.0',
        skills: ['recall'],
        hints: 0,
        model: false,
        grade: [4, 5, 3, 1, 4, 4, 5][(i * 7919) % 7],
        repeat: false,
        scheduler: 'sm2-1990',
        answer: null,
        seconds: 6,
        predicted: null,
        chosen: 1,
      }
      insert.run(
        uuidAt(hex, i),
        device,
        i + 1,
        `${hex}-0000`,
        wall,
        addDays(firstDay, day),
        item,
        part,
        JSON.stringify(payload),
      )
    }
  })()
}

function uuidAt(hex: string, i: number): string {
  const tail = i.toString(16).padStart(12, '0')
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-${tail}`
}

/** A course folder of 10,000 items of all kinds in the authoring format. */
export function writeCourseFolder(folder: string, items: number): void {
  const write = (path: string, text: string) => {
    mkdirSync(join(folder, path, '..'), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  const outline: string[] = []
  for (let i = 0; i < items; i++) {
    const kind = (['lesson', 'exercise', 'lesson', 'deck', 'exercise', 'quiz'] as const)[i % 6]
    const id = `${kind}-${i}`
    outline.push(`      - ${kind}:${id}`)
    const front = (more: string) => `---\nid: ${id}\nkind: ${kind}\ntitle: Item ${i}\n${more}---\n`
    if (kind === 'lesson')
      write(
        `lessons/${id}/lesson.md`,
        `${front('teaches: [basics]\n')}# Item ${i}\n\nThe value of item ${i} is printed by the program ${WORDS[i % WORDS.length]}.\n\n\`\`\`python run\nprint(${i})\n\`\`\`\n\n\`\`\`output\n${i}\n\`\`\`\n`,
      )
    else if (kind === 'exercise') {
      write(
        `exercises/${id}/exercise.md`,
        `${front('runner: python\npractises: [basics]\nfiles:\n  edit: [main.py]\n')}Print ${i}.\n\n> [!TIP]\n> What prints?\n\n> [!TIP]\n> Use print.\n\n> [!TIP]\n> \`print(${i})\`\n`,
      )
      write(`exercises/${id}/starter/main.py`, '# here\n')
      write(`exercises/${id}/solution/main.py`, `print(${i})\n`)
      const test = (name: string) =>
        `cases:\n  - id: ${name}\n    title: it\n    stdin: ""\n    stdout: "${i}"\n`
      write(`exercises/${id}/tests/visible.yaml`, test('one'))
      write(`exercises/${id}/tests/hidden.yaml`, test('two'))
    } else if (kind === 'deck')
      write(
        `decks/${id}.md`,
        `${front('skills: [basics]\n')}## What is ${WORDS[i % WORDS.length]}? {#one}\n\nNumber ${i}.\n\n## And twice that? {#two}\n\nNumber ${2 * i}.\n`,
      )
    else
      write(
        `quizzes/${id}.md`,
        `${front('skills: [basics]\n')}## Which is ${i}? {#which}\n\n- [x] ${i} {#right}\n- [ ] ${i + 1} {#wrong}\n  > One too many.\n\n> [!TIP]\n> Count.\n\n> [!NOTE]\n> It is ${i}.\n`,
      )
  }
  write(
    'course.yaml',
    `format: mastery/1\nid: bulk\ntitle: Bulk\nlanguage: en\nlicence: CC0-1.0\noutline:\n  - unit: all\n    title: All\n    items:\n${outline.join('\n')}\n`,
  )
  write('skills.yaml', 'skills:\n  - {id: basics, title: Basics}\n')
}

export const WORDS = [
  ...['lantern', 'harbour', 'pebble', 'orchard', 'saddle', 'kettle', 'meadow', 'anchor'],
  ...['ribbon', 'copper', 'violin', 'garden', 'bridge', 'candle', 'falcon', 'marble'],
]

export function openContext(home: string): Context {
  return new Context({ cwd: home, env: { ...process.env, MASTERY_HOME: home } })
}
