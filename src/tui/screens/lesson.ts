import { presentLesson } from '../presenters/lesson.ts'
import type { Screen } from '../state/driver.ts'
import type { LessonEffect, LessonEvent, LessonState } from '../state/lesson.ts'
import { lessonMachine } from '../state/lesson-machine.ts'
import type { LessonProps } from './props.ts'

export function lessonScreen(
  props: LessonProps,
  at: number,
): Screen<LessonState, LessonEvent, LessonEffect> {
  return { machine: lessonMachine(props, at), present: presentLesson }
}
