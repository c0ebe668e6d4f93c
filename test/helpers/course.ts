import type {
  Card,
  CompiledCourse,
  Deck,
  Exercise,
  Item,
  Lesson,
  Question,
  Quiz,
  Revision,
  Skill,
} from '../../src/core/course/model.ts'

/** Small compiled courses for tests: only what matters is written, everything else is plausible. */
export interface CourseSketch {
  id?: string
  skills: Skill[]
  /** By unit id, items in teaching order. */
  units: Record<string, Item[]>
  aliases?: Record<string, string>
  retired?: string[]
}

export function course(sketch: CourseSketch): CompiledCourse {
  const units = Object.entries(sketch.units)
  const items = units
    .flatMap(([unit, list]) => list.map((item) => ({ ...item, unit })))
    .map((item, position) => ({ ...item, position }))
  const id = sketch.id ?? 'sample'
  return {
    id,
    title: `Course ${id}`,
    description: '',
    version: '1',
    language: 'en',
    licence: 'CC-BY-4.0',
    units: units.map(([unit, list]) => ({
      id: unit,
      title: `Unit ${unit}`,
      items: list.map((item) => item.id),
    })),
    skills: sketch.skills,
    retired: sketch.retired ?? [],
    aliases: sketch.aliases ?? {},
    digest: JSON.stringify(sketch).length.toString(16) + Math.random().toString(16),
    items,
  }
}

export function skill(id: string, requires: string[] = []): Skill {
  return { id, title: `Skill ${id}`, requires }
}

export function revision(major = 1, minor = 0): Revision {
  return { major, minor, scoring: `scoring${major}`, text: `text${minor}` }
}

function base(id: string, skills: string[]) {
  return {
    id,
    title: `Title ${id}`,
    unit: '',
    position: 0,
    revision: revision(),
    skills,
    minutes: 5,
    path: `${id}.md`,
  }
}

export function lesson(id: string, skills: string[]): Lesson {
  return { ...base(id, skills), kind: 'lesson', sections: [], questions: [] }
}

export function quiz(id: string, skills: string[], questions: string[] = ['one']): Quiz {
  return {
    ...base(id, skills),
    kind: 'quiz',
    pass: 0.7,
    questions: questions.map((question) => single(question, skills)),
  }
}

/** The right choice is `yes`. */
export function single(id: string, skills: string[]): Question {
  return {
    id,
    prompt: `Prompt ${id}`,
    body: '',
    skills,
    points: 1,
    partial: false,
    hints: ['a hint'],
    explanation: 'because',
    wrong: [],
    revision: revision(),
    line: 3,
    type: 'single',
    choices: [
      { id: 'yes', text: 'Yes', correct: true, feedback: '' },
      { id: 'no', text: 'No', correct: false, feedback: 'No is wrong.' },
    ],
  }
}

export function deck(id: string, skills: string[], cards: (string | Card)[]): Deck {
  return {
    ...base(id, skills),
    kind: 'deck',
    cards: cards.map((one) => (typeof one === 'string' ? card(one, skills) : one)),
  }
}

export function card(id: string, skills: string[], more: Partial<Card> = {}): Card {
  return {
    id,
    note: id.split('#')[0] ?? id,
    type: 'basic',
    front: `Front ${id}`,
    back: `Back ${id}`,
    accept: [],
    ignoreCase: false,
    skills,
    revision: revision(),
    line: 7,
    ...more,
  }
}

export function exercise(id: string, skills: string[], requires: string[] = []): Exercise {
  return {
    ...base(id, skills),
    kind: 'exercise',
    runner: 'python',
    task: 'Do it.',
    hints: ['look', 'use', 'nearly'],
    requires,
    difficulty: 1,
    edit: ['main.py'],
    readonly: [],
    limits: { seconds: 5, memoryMb: 50, outputKb: 64 },
    expect: { solution: 'pass', starter: 'fail' },
    autoMutants: false,
    starter: [{ path: 'main.py', text: '' }],
    solution: [],
    visible: [],
    hidden: [],
    hiddenCount: 0,
    hiddenDigest: '',
    mutants: [],
  }
}
