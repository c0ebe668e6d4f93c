import type { Exercise, Item } from '../../course/model.ts'
import { MasteryError } from '../../errors.ts'
import type { Submission } from '../submission.ts'
import { type AllPairs, comparePairs } from './all-pairs.ts'
import { type Comparable, commonFrom, commonPieces, countedTokens, countsOf } from './class.ts'
import { describePair } from './describe-pair.ts'
import { winnowingFor } from './fingerprints.ts'
import { groupsOf } from './groups.ts'
import type { HistoryNotes } from './history-notes.ts'
import { materialOf } from './material.ts'
import { type LeftOut, MAX_PAIRS, type SimilarityReport } from './model.ts'
import { givenPieces, type Prepared, prepare } from './prepare.ts'
import type { OpenTokenizer } from './tokens.ts'

/** About ten lines: solutions of a smaller exercise are alike because the exercise is. */
const LEAST_TOKENS = 60
/** From so many submissions on, what is usual in the class says what is unusual. */
const CLASS_FROM = 10
/** Nothing below is reported. */
const REPORT_FROM = 0.6

export interface SimilarityInput {
  course: { id: string; title: string }
  exercise: Exercise
  /** Of the course: the code of its lessons is everybody's. */
  items: readonly Item[]
  submissions: readonly Submission[]
  /** From `notesOn`, in history-notes.ts; passed on as they are. */
  histories?: HistoryNotes[]
  /** Called after each submission that was read. */
  onRead?: (done: number) => void
  signal?: AbortSignal
}

/**
 * Compares all submissions of one exercise with each other. Reads code and runs none.
 * @throws MasteryError `cancelled` when `signal` fires
 */
export async function compareSubmissions(
  ctx: { openTokenizer: OpenTokenizer },
  input: SimilarityInput,
): Promise<SimilarityReport> {
  const { course, exercise, histories = [] } = input
  const { read, leftOut } = await readAll(ctx, input)
  const most = commonFrom(read.length)
  const common = commonPieces(read, most)
  const compared: Comparable[] = []
  for (const one of read) {
    const tokens = countedTokens(one.prepared, common)
    if (tokens >= LEAST_TOKENS) compared.push(one)
    else leftOut.push(left(one.submission, tooSmall(one.prepared, tokens)))
  }
  const all = comparePairs(
    compared.map(({ prepared }) => countsOf(prepared, common)),
    MAX_PAIRS,
  )
  const reportFrom = reportedFrom(compared.length, all)
  const top = all.top.filter(({ similarity }) => similarity >= reportFrom)
  const at = (index: number) => compared[index] as Comparable
  const { piece, window } = winnowingFor(exercise.runner)
  return {
    course: { id: course.id, title: course.title },
    exercise: { id: exercise.id, title: exercise.title },
    language: exercise.runner,
    measure: {
      piece,
      foundFrom: piece + window - 1,
      leastTokens: LEAST_TOKENS,
      commonFrom: most,
      reportFrom,
    },
    compared: compared.length,
    leftOut: leftOut.toSorted((one, other) => (one.submission < other.submission ? -1 : 1)),
    usual: usualOf(all),
    pairs: top.map((pair) => describePair(pair, [at(pair.left), at(pair.right)], common, all)),
    morePairs: Math.max(0, all.atLeast(reportFrom) - top.length),
    groups: groupsOf(top).map((group) => group.map((index) => at(index).submission.name)),
    histories,
  }
}

async function readAll(
  { openTokenizer }: { openTokenizer: OpenTokenizer },
  { exercise, items, submissions, onRead, signal }: SimilarityInput,
): Promise<{ read: Comparable[]; leftOut: LeftOut[] }> {
  const read: Comparable[] = []
  const leftOut: LeftOut[] = []
  const tokenizer = await openTokenizer(exercise.runner)
  try {
    const reading = { tokenizer, winnowing: winnowingFor(exercise.runner) }
    const given = givenPieces(materialOf(exercise, items), reading)
    for (const [index, submission] of submissions.entries()) {
      // A large class takes seconds; whoever waits may stop it, and wants to see that it goes on.
      if (index % 16 === 0) await new Promise((resolve) => setImmediate(resolve))
      if (signal?.aborted) throw new MasteryError('cancelled', 'Stopped. Nothing was compared.')
      const { problem } = submission
      const own = submission.files.filter(({ path }) => exercise.edit.includes(path))
      const prepared =
        problem === null ? prepare(own, given, reading) : `cannot be read: ${problem.message}`
      if (typeof prepared === 'string') leftOut.push(left(submission, prepared))
      else read.push({ submission, prepared })
      onRead?.(index + 1)
    }
  } finally {
    tokenizer.close()
  }
  return { read, leftOut }
}

/** Halfway between what is usual and equality, when the class is large enough to have something usual. */
function reportedFrom(compared: number, all: AllPairs): number {
  return compared < CLASS_FROM ? REPORT_FROM : Math.max(REPORT_FROM, (1 + all.quantile(0.5)) / 2)
}

function usualOf(all: AllPairs): SimilarityReport['usual'] {
  if (all.count === 0) return null
  return {
    pairs: all.count,
    median: all.quantile(0.5),
    ninetieth: all.quantile(0.9),
    ninetyNinth: all.quantile(0.99),
  }
}

function left({ name, learner }: Submission, reason: string): LeftOut {
  return { submission: name, learner, reason }
}

function tooSmall({ ownTokens }: Prepared, counted: number): string {
  const few = `fewer than ${LEAST_TOKENS} say nothing`
  if (ownTokens < LEAST_TOKENS) return `has ${ownTokens} tokens of its own; ${few}`
  return `has ${ownTokens} tokens of its own, but only ${counted} that few others have; ${few}`
}
