import type { ScreenResult, Screens } from './screens/props.ts'
import type { Screen } from './state/driver.ts'

export interface Session {
  screens: Screens
  close(): Promise<void>
}

/** Runs one screen to its end, on an ink stage or line by line. */
export type OpenScreen = <S, E, F>(screen: Screen<S, E, F>) => Promise<ScreenResult>

/** All screens, each loaded when it is first opened. */
export function screensWith(open: OpenScreen, now: () => number): Screens {
  return {
    home: async (props) => open((await import('./screens/home.ts')).homeScreen(props)),
    tree: async (props) => open((await import('./screens/tree.ts')).treeScreen(props)),
    lesson: async (props) => open((await import('./screens/lesson.ts')).lessonScreen(props, now())),
    quiz: async (props) => open((await import('./screens/quiz.ts')).quizScreen(props, now())),
    review: async (props) => open((await import('./screens/review.ts')).reviewScreen(props, now)),
    watch: async (props) => open((await import('./screens/watch.ts')).watchScreen(props, now)),
    trace: async (props) => open((await import('./screens/trace.ts')).traceScreen(props)),
    stats: async (props) => open((await import('./screens/stats.ts')).statsScreen(props)),
  }
}
