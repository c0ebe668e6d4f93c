/**
 * A course after it was read and checked: what `library.db` holds and every other part works with.
 * The authoring format in `docs/authoring.md` is the source; nothing here knows files or Markdown syntax
 * beyond "this string is Markdown".
 */

/** `major.minor`: major counts changes of scoring, minor changes of text within it. */
export interface Revision {
  major: number
  minor: number
  /** SHA-256 (hex, first 16 digits) over the canonical scoring form; null for items nobody scores. */
  scoring: string | null
  /** SHA-256 (hex, first 16 digits) over the canonical text form. */
  text: string
}

export interface Skill {
  id: string
  title: string
  requires: string[]
}

interface Unit {
  id: string
  title: string
  /** Item ids in teaching order. */
  items: string[]
}

/** A course without the bodies of its items. */
export interface CourseSummary {
  id: string
  title: string
  description: string
  version: string
  /** BCP 47 tag of the language it is written in. */
  language: string
  licence: string
  units: Unit[]
  skills: Skill[]
  retired: string[]
  aliases: Record<string, string>
  /** SHA-256 over the whole compiled course: two courses with the same digest are the same. */
  digest: string
}

export interface CompiledCourse extends CourseSummary {
  items: Item[]
}

export type ItemKind = 'lesson' | 'quiz' | 'deck' | 'exercise'
export type Item = Lesson | Quiz | Deck | Exercise

interface ItemBase {
  id: string
  kind: ItemKind
  title: string
  /** Id of its unit. */
  unit: string
  /** Place in the course's outline, from 0. */
  position: number
  revision: Revision
  /** What it teaches (lesson), asks for (quiz, deck) or practises (exercise). */
  skills: string[]
  /** Estimated minutes, when the author gives them. */
  minutes: number | null
  /** Path of the Markdown file inside the course folder, for `e` (edit) and messages. */
  path: string
}

export interface Lesson extends ItemBase {
  kind: 'lesson'
  /** One section per heading of level 1 or 2, in order; the first may have an empty heading. */
  sections: LessonSection[]
  questions: Question[]
}

export interface LessonSection {
  heading: string
  /** Anchor within the lesson, unique. */
  slug: string
  blocks: LessonBlock[]
}

export type LessonBlock =
  | { type: 'markdown'; text: string }
  | { type: 'code'; language: string; code: string }
  | { type: 'run'; fence: RunnableFence }

/** A whole small program with what it reads and prints. */
export interface RunnableFence {
  language: Language
  code: string
  /** Standard input, or '' when the program reads nothing. */
  input: string
  /** Expected standard output; ends with the last traceback line when `error` is set. Null: not stated. */
  output: string | null
  /** Name of the exception that ends it, or null. */
  error: string | null
  /** Line of the code's first line in its file, from 1. */
  line: number
}

export const LANGUAGES = ['python', 'javascript', 'typescript', 'sql'] as const
export type Language = (typeof LANGUAGES)[number]

export interface Quiz extends ItemBase {
  kind: 'quiz'
  /** Share of the points needed to pass, 0–1. */
  pass: number
  questions: Question[]
}

interface QuestionBase {
  /** Slug, unique in its quiz or lesson; the full id is `<item>/<id>`. */
  id: string
  /** Markdown: heading text, then any body blocks. */
  prompt: string
  body: string
  skills: string[]
  points: number
  partial: boolean
  hints: string[]
  explanation: string
  /** Feedback for typed answers that match. */
  wrong: { match: string; feedback: string }[]
  revision: Revision
  /** Line of its heading in the item's file, from 1. */
  line: number
}

export interface Choice {
  id: string
  text: string
  correct: boolean
  feedback: string
}

export type Question = QuestionBase &
  (
    | { type: 'single'; choices: Choice[] }
    | { type: 'multi'; choices: Choice[] }
    | { type: 'numeric'; answer: number; tolerance: number }
    | { type: 'short'; accept: string[]; ignoreCase: boolean }
    | { type: 'order'; lines: { id: string; text: string }[] }
    | { type: 'match'; pairs: { id: string; left: string; right: string }[] }
    | { type: 'cloze'; key: Record<string, string[]>; ignoreCase: boolean }
    | { type: 'code-output'; fence: RunnableFence; output: string }
  )

export type QuestionType = Question['type']

/** What a learner answered; which member is used follows from the question's type. */
export type Answer =
  | { type: 'choice'; id: string } // single
  | { type: 'choices'; ids: string[] } // multi, order
  | { type: 'text'; text: string } // numeric, short, code-output
  | { type: 'gaps'; gaps: Record<string, string> } // cloze: gap → text; match: left id → right text

export interface Deck extends ItemBase {
  kind: 'deck'
  cards: Card[]
}

/** One schedulable side of a card: a reversed card has two, a cloze card one for each number. */
export interface Card {
  /** `<card>`, `<card>#r` or `<card>#c1`; the full id is `<deck>/<id>`. */
  id: string
  /** The card's own id without the part: cards with the same one are siblings. */
  note: string
  type: 'basic' | 'typed' | 'cloze'
  /** Markdown shown first; a cloze gap shows as `[…]` or `[hint]`. */
  front: string
  /** Markdown shown after. */
  back: string
  accept: string[]
  ignoreCase: boolean
  skills: string[]
  revision: Revision
  line: number
}

export interface Exercise extends ItemBase {
  kind: 'exercise'
  runner: Language
  /** Markdown. */
  task: string
  hints: string[]
  requires: string[]
  /** 1 (first steps) to 5 (small project). */
  difficulty: number
  edit: string[]
  readonly: string[]
  limits: { seconds: number; memoryMb: number; outputKb: number }
  expect: { solution: 'pass' | 'fail'; starter: 'pass' | 'fail' }
  /** Whether `course check --mutants` also makes wrong solutions from the solution. */
  autoMutants: boolean
  starter: SourceFile[]
  /** Empty in a learner pack. */
  solution: SourceFile[]
  /** Tests of a framework; then there are no cases. */
  framework?: FrameworkTests
  visible: TestCase[]
  /** Null in a learner pack: then `hiddenCount` and `hiddenDigest` are all that is known. Counts tests of a framework too. */
  hidden: TestCase[] | null
  hiddenCount: number
  hiddenDigest: string
  mutants: { name: string; files: SourceFile[] }[]
}

/** Test frameworks of imported courses. Their tests run beside the learner's code, which may tamper with them. */
export const FRAMEWORKS = ['python-unittest', 'jest'] as const
export type Framework = (typeof FRAMEWORKS)[number]

/** Test files of a framework, in place of cases. */
export interface FrameworkTests {
  name: Framework
  visible: TestFiles
  /** Null in a learner pack. */
  hidden: TestFiles | null
  /** Whether learners see what hidden tests are called. */
  showHiddenNames: boolean
}

export interface TestFiles {
  /** Each is run in a guest of its own, beside all files of the exercise. */
  tests: TestFile[]
  /** What the tests read or import besides. */
  support: SourceFile[]
}

export interface TestFile extends SourceFile {
  /** The tests in it, in the order in which they ran with the solution. A name may come more than once. */
  expected: ExpectedTest[]
}

export interface ExpectedTest {
  /** `ClassName.test_name`, or the names of its describes and its own, joined with ` > `. */
  name: string
  /** The tests themselves skip it: it did not run with the solution either. */
  skipped: boolean
}

/** Text of one file; `path` is relative, with `/`. */
export interface SourceFile {
  path: string
  text: string
}

/** A value as authored in YAML: JSON, or a mapping with one `$tag` key (see docs/authoring.md). */
export type AuthoredValue =
  | null
  | boolean
  | number
  | string
  | AuthoredValue[]
  | { [key: string]: AuthoredValue }

export interface Raises {
  type: string
  /** Text that the message must contain; null: any. */
  message: string | null
}

export type Step =
  | {
      do: 'new' | 'call'
      name: string
      args: AuthoredValue[]
      kwargs: Record<string, AuthoredValue>
      as: string | null
      /** Undefined: not compared. */
      returns?: AuthoredValue
      raises?: Raises
    }
  | { do: 'get'; name: string; as: string | null; returns?: AuthoredValue }
  | { do: 'set'; name: string; to: AuthoredValue }

/** What a query must give. */
export interface ExpectedRows {
  rows: AuthoredValue[][]
  /** Names of the columns; null: not compared. */
  columns: string[] | null
  /** Whether the order of the rows counts. */
  ordered: boolean
}

/** One case of an exercise, with every default filled in. */
export interface TestCase {
  id: string
  title: string
  /**
   * How it drives the program: a call, a whole program fed with text, or a row of steps; in SQL the whole script, and
   * after it a query of the case's own, or null.
   */
  action:
    | { type: 'call'; name: string; args: AuthoredValue[]; kwargs: Record<string, AuthoredValue> }
    | { type: 'program'; stdin: string }
    | { type: 'steps'; steps: Step[] }
    | { type: 'script'; query: string | null }
  /** Of SQL: what the last query must give. */
  result?: ExpectedRows
  returns?: AuthoredValue
  raises?: Raises
  stdout?: string
  match: 'lines' | 'exact' | 'contains'
  files: Record<string, string>
  creates: Record<string, string>
  /** Absolute tolerance for floats; null: relative 1e-9. */
  tolerance: number | null
  types: 'loose' | 'exact'
  points: number
  needs: string[]
  help: string
}
