import { testCounts } from '../course/test-counts.ts'
import type { StartedExercise } from './exercise.ts'

/** An exercise as a document: what `mastery start` prints. */
export interface ExercisePage {
  course: string
  courseTitle: string
  exercise: string
  title: string
  /** Markdown. */
  task: string
  language: string
  difficulty: number
  minutes: number | null
  folder: string
  /** Absolute paths of the files to edit. */
  edit: string[]
  /** Relative paths of the files beside them that are given and stay as they are. */
  readonly: string[]
  /** Relative paths of what was written now, and of what was there and stayed as it is. */
  written: string[]
  kept: string[]
  tests: { visible: number; hidden: number }
  hints: number
  passedOn: string | null
  /** The editor that was opened, or null. */
  editor: string | null
}

/** `start`: the exercise as a document. `editor`: what it was opened in, null when in none. */
export function exercisePage(
  { view, written, kept }: StartedExercise,
  editor: string | null,
): ExercisePage {
  const { exercise } = view
  return {
    course: view.course,
    courseTitle: view.courseTitle,
    exercise: exercise.id,
    title: exercise.title,
    task: exercise.task,
    language: exercise.runner,
    difficulty: exercise.difficulty,
    minutes: exercise.minutes,
    folder: view.folder,
    edit: view.files,
    readonly: exercise.readonly,
    written,
    kept,
    tests: testCounts(exercise),
    hints: exercise.hints.length,
    passedOn: view.progress?.passedOn ?? null,
    editor,
  }
}
