import type { ItemMeta, LibraryReader } from '../course/library.ts'
import type { Exercise, SourceFile } from '../course/model.ts'
import { MasteryError } from '../errors.ts'
import { raiseStruggle, type StruggleContext } from '../learner/raise-struggle.ts'
import {
  about,
  type PracticeContext,
  progressOf,
  record,
  requiredItem,
  type Subject,
} from './context.ts'
import type { ExerciseView, HintView } from './types.ts'
import type { Workspace } from './workspace.ts'

export type ExerciseContext = Pick<PracticeContext, 'log' | 'library' | 'clock'> & {
  workspace: Workspace
}

export interface StartedExercise {
  view: ExerciseView
  /** Relative paths of what was written now, and of what was there and stayed as it is. */
  written: string[]
  kept: string[]
}

/**
 * Writes the starter into the exercise's folder, never over anything, and records the start.
 * @throws MasteryError when the folder cannot be written
 */
export function startExercise(
  ctx: ExerciseContext,
  subject: Subject,
  options: { chosen?: number | null } = {},
): StartedExercise {
  const { meta, exercise } = requiredExercise(ctx, subject)
  const { written, kept } = ctx.workspace.place(placeOf(meta), exercise.starter)
  const started = progressOf(ctx, subject)?.startedAt ?? null
  if (started === null) {
    const payload = { ...about(meta), chosen: options.chosen ?? null }
    record(ctx, [{ type: 'exercise.started', payload }])
  }
  return { view: viewExercise(ctx, subject), written, kept }
}

/** An exercise, where it lies, and where the learner stands with it. Records nothing. */
function viewExercise(ctx: ExerciseContext, subject: Subject): ExerciseView {
  const { meta, exercise } = requiredExercise(ctx, subject)
  const folder = ctx.workspace.folder(placeOf(meta))
  return {
    course: meta.course,
    courseTitle: ctx.library.installed(meta.course)?.title ?? meta.course,
    exercise,
    progress: progressOf(ctx, subject),
    folder,
    files: exercise.edit.map((path) => `${folder}/${path}`),
  }
}

/**
 * Shows the next rung of the ladder and records it; after the last rung the last one again, unrecorded.
 * @throws MasteryError `usage` when the exercise has no hints
 */
export function nextHint(
  ctx: ExerciseContext & StruggleContext,
  subject: Subject,
  options: { said?: string | undefined } = {},
): HintView {
  const { meta, exercise } = requiredExercise(ctx, subject)
  const of = exercise.hints.length
  if (of === 0) {
    throw new MasteryError('usage', `${meta.id} has no hints.`, {
      next: `mastery check ${meta.id}`,
    })
  }
  const shown = progressOf(ctx, subject)?.hintsShown ?? 0
  const rung = Math.min(shown + 1, of)
  if (rung > shown) {
    record(ctx, [{ type: 'exercise.hint_shown', payload: { ...about(meta), rung, of } }])
  }
  const said = options.said
  const struggle = said === undefined ? null : raiseStruggle(ctx, { ...subject, said })
  return { ...hintAt(meta, exercise, rung), struggle }
}

/** The rungs shown so far, the gentlest first. */
export function shownHints(ctx: ExerciseContext, subject: Subject): HintView[] {
  const { meta, exercise } = requiredExercise(ctx, subject)
  const shown = Math.min(progressOf(ctx, subject)?.hintsShown ?? 0, exercise.hints.length)
  return Array.from({ length: shown }, (_, at) => hintAt(meta, exercise, at + 1))
}

/** Puts the starter back; what was there is kept in the folder that is returned. */
export function resetExercise(ctx: ExerciseContext, subject: Subject): { backup: string } {
  const { meta, exercise } = requiredExercise(ctx, subject)
  const { backup } = ctx.workspace.reset(placeOf(meta), exercise.starter)
  record(ctx, [{ type: 'exercise.reset', payload: { ...about(meta), backup } }])
  return { backup }
}

export interface SolutionView {
  course: string
  exercise: string
  title: string
  files: SourceFile[]
  /** It was shown before a pass: the exercise counts as solved with help from now on. */
  gaveUp: boolean
}

/**
 * The reference solution: after a pass, or after giving up, which is recorded.
 * @throws MasteryError `usage` before a pass without `giveUp`, `invalid-data` when the course has none
 */
export function showSolution(
  ctx: ExerciseContext,
  subject: Subject,
  options: { giveUp?: boolean } = {},
): SolutionView {
  const { meta, exercise } = requiredExercise(ctx, subject)
  const progress = progressOf(ctx, subject)
  const passed = progress?.passedOn != null
  if (exercise.solution.length === 0) {
    throw new MasteryError('invalid-data', `This copy of ${meta.course} has no solutions.`, {
      next: `mastery hint ${meta.id}`,
    })
  }
  if (!options.giveUp && !isSolutionOpen(ctx, subject)) {
    throw new MasteryError('usage', `${meta.id} is not passed yet, so its solution stays hidden.`, {
      next: `mastery hint ${meta.id}, or to give up: mastery solution ${meta.id} --give-up`,
    })
  }
  if (!progress?.solutionShown) {
    const payload = { ...about(meta), gaveUp: !passed }
    record(ctx, [{ type: 'exercise.solution_shown', payload }])
  }
  return {
    course: meta.course,
    exercise: meta.id,
    title: meta.title,
    files: exercise.solution,
    gaveUp: !passed,
  }
}

/** Whether the solution may be seen without giving up: passed, or given up before. */
export function isSolutionOpen(
  ctx: Pick<ExerciseContext, 'log' | 'library'>,
  subject: Subject,
): boolean {
  const progress = progressOf(ctx, subject)
  return progress?.passedOn != null || progress?.solutionShown === true
}

/** The names under which the workspace keeps an exercise. */
export function placeOf(meta: Pick<ItemMeta, 'course' | 'id'>): {
  course: string
  exercise: string
} {
  return { course: meta.course, exercise: meta.id }
}

/** The exercise with its tests. @throws MasteryError `usage` when there is none of that id */
export function requiredExercise(
  ctx: { library: Pick<LibraryReader, 'meta' | 'item'> },
  subject: Subject,
): { meta: ItemMeta; exercise: Exercise } {
  const { meta, item } = requiredItem(ctx, subject, 'exercise')
  return { meta, exercise: item }
}

function hintAt(meta: ItemMeta, exercise: Exercise, rung: number): HintView {
  const of = exercise.hints.length
  return {
    course: meta.course,
    exercise: meta.id,
    rung,
    of,
    text: exercise.hints[rung - 1] ?? '',
    next: rung < of ? `mastery hint ${meta.id}` : null,
    struggle: null,
  }
}
