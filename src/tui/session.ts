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
    quiz: async (props) => open((await import('./screens/quiz.ts')).quizScreen(props, now())),
  } as Screens
}
