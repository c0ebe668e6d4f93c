import type { CodeRunner } from '../../core/grading/code-runner.ts'
import { type CheckContext, checkExercise, submitExercise } from '../../core/practice/check.ts'
import type { PracticeContext, Subject } from '../../core/practice/context.ts'
import {
  nextHint,
  requiredExercise,
  resetExercise,
  shownHints,
  startExercise,
} from '../../core/practice/exercise.ts'
import { runFence } from '../../core/practice/fence.ts'
import {
  answerInLesson,
  following,
  openLesson,
  placeInLesson,
  readLesson,
} from '../../core/practice/lesson.ts'
import { answerQuiz, finishQuiz, openQuiz } from '../../core/practice/quiz.ts'
import { tierFor } from '../../core/practice/tier.ts'
import { traceCase } from '../../core/practice/trace-case.ts'
import { STEPS, type Traced } from '../../core/practice/traced.ts'
import type { LessonProps, QuizProps, TraceProps, WatchProps } from '../screens/props.ts'

/** What the screens of practice are wired to. */
export type PracticeTools = PracticeContext & CheckContext & { runner: CodeRunner }

/** What only the machine can do. */
export interface Hands {
  /** Opens a file in the learner's editor; rejects with what to do when there is none. */
  edit(path: string, line?: number): Promise<void>
  watch(
    files: readonly string[],
    onSaved: (path: string) => void,
  ): { how(): 'native' | 'polling'; stop(): void }
}

/** A lesson screen: opens the lesson and hands over its use cases. */
export function lessonProps(tools: PracticeTools, subject: Subject): LessonProps {
  const view = openLesson(tools, subject)
  const atLeast = tierFor(tools, subject.course)
  return {
    view,
    place: async (section) => placeInLesson(tools, subject, section),
    read: async (seconds) => readLesson(tools, subject, { seconds }),
    run: (fence, signal) => runFence(tools, fence, { atLeast, signal }),
    answer: async (question, answer, help) =>
      answerInLesson(tools, subject, { question: question.id, answer, ...help }),
  }
}

/** A quiz screen: goes on with the attempt, or begins one. */
export function quizProps(
  tools: PracticeTools,
  subject: Subject,
  options: { restart?: boolean } = {},
): QuizProps {
  const view = openQuiz(tools, subject, options)
  return {
    view,
    answer: async (question, answer, help) =>
      answerQuiz(tools, subject, {
        attempt: view.attempt,
        question: question.id,
        answer,
        ...help,
      }),
    finish: async () => finishQuiz(tools, subject, view.attempt),
  }
}

/** An exercise on the watch screen: starts it when it was not. */
export function watchProps(tools: PracticeTools, hands: Hands, subject: Subject): WatchProps {
  const { view } = startExercise(tools, subject)
  const meta = tools.library.meta(subject.course, subject.item)
  const after = meta === null ? null : following(tools, meta)
  const [first] = view.files
  return {
    view,
    report: null,
    hintsShown: shownHints(tools, subject),
    watch: async (onSaved) => {
      const watching = hands.watch(view.files, (path) => onSaved(path, tools.clock.now()))
      return { how: watching.how(), stop: watching.stop }
    },
    check: (signal) => checkExercise(tools, subject, { signal }),
    submit: (signal) => submitExercise(tools, subject, { signal }),
    trace: (test, signal) =>
      traceCase(tools, subject, { case: test, maxSteps: STEPS.usual, signal }),
    hint: async () => nextHint(tools, subject),
    reset: async () => resetExercise(tools, subject),
    edit: first === undefined ? null : () => hands.edit(first),
    next: after === null ? null : { course: subject.course, ...after },
  }
}

/** A trace of one test of an exercise. */
export function traceProps(
  tools: PracticeTools,
  hands: Pick<Hands, 'edit'>,
  subject: Subject,
  traced: Traced,
): TraceProps {
  const { exercise } = requiredExercise(tools, subject)
  const folder = tools.workspace.folder({ course: subject.course, exercise: subject.item })
  return {
    traced,
    step: null,
    again: (signal) =>
      traceCase(tools, subject, {
        case: traced.case?.id ?? '',
        maxSteps: traced.maxSteps,
        signal,
      }),
    edit: (file, line) =>
      hands.edit(
        `${folder}/${exercise.edit.includes(file) ? file : (exercise.edit[0] ?? file)}`,
        line,
      ),
  }
}
