import { hashOf } from './canonical.ts'
import type {
  Card,
  Deck,
  Exercise,
  FrameworkTests,
  Item,
  Question,
  Quiz,
  TestCase,
} from './model.ts'

/** The two hashes that decide a revision. Neither holds the id, place or path: a renamed item keeps them. */
export interface Hashes {
  /** Null for what nobody scores. */
  scoring: string | null
  text: string
}

/** Hashes of an item and of its questions or cards, by full id. */
export function hashesOf(item: Item): [string, Hashes][] {
  const parts = partHashes(item)
  return [
    [item.id, itemHashes(item, Object.fromEntries(parts))],
    ...parts.map(([part, hashes]): [string, Hashes] => [`${item.id}/${part}`, hashes]),
  ]
}

function partHashes(item: Item): [string, Hashes][] {
  if (item.kind === 'exercise') return []
  if (item.kind === 'deck')
    return [...byNote(item)].map(([note, cards]) => [note, cardHashes(cards)])
  return item.questions.map((question) => [question.id, questionHashes(question)])
}

/** Cards of the same note: they share a revision. */
function byNote(deck: Deck): Map<string, Card[]> {
  const notes = new Map<string, Card[]>()
  for (const card of deck.cards) notes.set(card.note, [...(notes.get(card.note) ?? []), card])
  return notes
}

function itemHashes(item: Item, parts: Record<string, Hashes>): Hashes {
  switch (item.kind) {
    case 'lesson': {
      const sections = item.sections.map(({ heading, blocks }) => ({
        heading,
        blocks: blocks.map((block) =>
          block.type === 'run' ? { ...block, fence: { ...block.fence, line: 0 } } : block,
        ),
      }))
      return { scoring: null, text: hashOf({ title: item.title, sections }) }
    }
    case 'quiz':
      return { scoring: hashOf(quizScoring(item, parts)), text: textOfAll(item.title, parts) }
    case 'deck':
      return { scoring: null, text: textOfAll(item.title, parts) }
    case 'exercise':
      return exerciseHashes(item)
  }
}

function quizScoring(quiz: Quiz, parts: Record<string, Hashes>): unknown {
  const scoring = Object.entries(parts).map(([id, hashes]) => [id, hashes.scoring])
  return { pass: quiz.pass, questions: Object.fromEntries(scoring) }
}

function textOfAll(title: string, parts: Record<string, Hashes>): string {
  return hashOf({ title, parts })
}

function questionHashes(question: Question): Hashes {
  const { type, points, partial, prompt, body, hints, explanation, wrong } = question
  const { scoring, text } = answerForms(question)
  return {
    scoring: hashOf({ type, points, partial, answer: scoring }),
    text: hashOf({ prompt, body, hints, explanation, wrong, answer: text }),
  }
}

/** What counts of an answer, and what is only read. */
function answerForms(question: Question): { scoring: unknown; text: unknown } {
  switch (question.type) {
    case 'single':
    case 'multi':
      return {
        scoring: Object.fromEntries(question.choices.map(({ id, correct }) => [id, correct])),
        text: question.choices.map(({ id, text, feedback }) => [id, text, feedback]),
      }
    case 'numeric':
      return { scoring: [question.answer, question.tolerance], text: null }
    case 'short':
      return { scoring: [question.accept, question.ignoreCase], text: null }
    case 'order':
      return {
        scoring: question.lines.map(({ id }) => id),
        text: question.lines.map(({ text }) => text),
      }
    case 'match':
      return {
        scoring: Object.fromEntries(question.pairs.map(({ id, right }) => [id, right])),
        text: question.pairs.map(({ id, left }) => [id, left]),
      }
    case 'cloze':
      return { scoring: [question.key, question.ignoreCase], text: null }
    case 'code-output': {
      const { language, code, input } = question.fence
      return { scoring: [language, code, input, question.output], text: null }
    }
  }
}

function cardHashes(cards: readonly Card[]): Hashes {
  const [first] = cards
  const typed = first?.type === 'typed'
  return {
    scoring: typed ? hashOf([first.accept, first.ignoreCase]) : null,
    text: hashOf(cards.map(({ type, front, back }) => [type, front, back])),
  }
}

function exerciseHashes(exercise: Exercise): Hashes {
  const { runner, edit, readonly, limits, starter, title, task, hints } = exercise
  const cases = [...exercise.visible, ...(exercise.hidden ?? [])]
  const given = (names: readonly string[]) =>
    Object.fromEntries(
      starter.filter(({ path }) => names.includes(path)).map(({ path, text }) => [path, text]),
    )
  return {
    scoring: hashOf({
      runner,
      edit,
      limits,
      readonly: given(readonly),
      cases: cases.map(scoringOfCase),
      framework: exercise.framework && { ...exercise.framework, showHiddenNames: undefined },
    }),
    text: hashOf({
      title,
      task,
      hints,
      starter: given(edit),
      cases: cases.map((test) => [test.id, test.title, test.help]),
    }),
  }
}

function scoringOfCase(test: TestCase): unknown {
  return { ...test, title: undefined, help: undefined }
}

/** How many hidden tests there are, and the digest of them that both packs of an exercise carry. */
export function hiddenPart({
  hidden,
  framework,
}: {
  hidden: readonly TestCase[]
  framework?: FrameworkTests | undefined
}): { hiddenCount: number; hiddenDigest: string } {
  if (framework === undefined)
    return { hiddenCount: hidden.length, hiddenDigest: hashOf(hidden, 64) }
  const tests = framework.hidden?.tests ?? []
  const hiddenCount = tests.reduce((sum, file) => sum + file.expected.length, 0)
  return { hiddenCount, hiddenDigest: hashOf(framework.hidden, 64) }
}
