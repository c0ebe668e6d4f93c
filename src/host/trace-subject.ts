import { existsSync } from 'node:fs'
import { dirname } from 'node:path'
import { MasteryError } from '../core/errors.ts'
import { type FindContext, namedItem } from '../core/practice/find.ts'
import { readsInput } from '../core/practice/run-file.ts'
import { obviousCase, requireTraceableCase, traceCase } from '../core/practice/trace-case.ts'
import { requireTraceableFile, traceFile } from '../core/practice/trace-file.ts'
import type { Traced } from '../core/practice/traced.ts'
import type { Workspace } from '../core/practice/workspace.ts'
import { readInput, readProgram, typedInput } from './program.ts'

/** What is to be followed step by step, found before anything runs. */
export interface TraceSubject {
  /** In a message: `hello.py`, `departure-board, to-lima`. */
  name: string
  /** Where the learner's files are. */
  folder: string
  /** Runs it, with its files as they are now. */
  make(signal?: AbortSignal): Promise<Traced>
}

type Context = Parameters<typeof traceFile>[0] &
  Parameters<typeof traceCase>[0] &
  FindContext & { workspace: Workspace }

interface Wish {
  /** A file, or an exercise; without it the obvious exercise. */
  target: string | undefined
  case: string | undefined
  /** Files that go with it, and the one it reads as its input. */
  with: readonly string[]
  stdin: string | undefined
  maxSteps: number
  /** Says that the person is to type the input; null where nobody is there to do it. */
  askForInput: (() => void) | null
}

/**
 * The file that is named, or one test of an exercise.
 * @throws MasteryError `usage` for what is not there or cannot be followed
 */
export function traceSubject(ctx: Context, wish: Wish): Promise<TraceSubject> {
  const { target, case: test } = wish
  if (target !== undefined && test === undefined && looksLikeFile(target))
    return ofFile(ctx, target, wish)
  if (target === undefined && test === undefined && ctx.workspace.here() === null)
    throw new MasteryError('usage', 'Say which program to trace.', {
      next: 'mastery trace FILE, or a test of an exercise: mastery trace EXERCISE --case ID',
    })
  return Promise.resolve(ofExercise(ctx, wish))
}

/** Names of exercises have no dots in them. */
function looksLikeFile(target: string): boolean {
  return /[.\\]/.test(target) || existsSync(target)
}

async function ofFile(ctx: Context, path: string, wish: Wish): Promise<TraceSubject> {
  requireTraceableFile(path)
  const { files } = readProgram(path, wish.with)
  const { askForInput: ask, maxSteps } = wish
  const isTyped = wish.stdin === undefined && ask !== null && readsInput(files)
  const stdin = isTyped ? await typedInput(ask) : await readInput(wish.stdin)
  return {
    name: path,
    folder: dirname(path),
    make: (signal) => traceFile(ctx, { ...readProgram(path, wish.with), stdin, maxSteps, signal }),
  }
}

function ofExercise(ctx: Context, { target, case: test, maxSteps }: Wish): TraceSubject {
  const meta = namedItem(ctx, 'exercise', target)
  const subject = { course: meta.course, item: meta.id }
  const id = test ?? obviousCase(ctx, subject)
  requireTraceableCase(ctx, subject, id)
  return {
    name: `${meta.id}, ${id}`,
    folder: ctx.workspace.folder({ course: meta.course, exercise: meta.id }),
    make: (signal) => traceCase(ctx, subject, { case: id, maxSteps, signal }),
  }
}
