import { presentHome } from '../presenters/home.ts'
import type { Screen } from '../state/driver.ts'
import { type HomeState, homeMachine } from '../state/home.ts'
import type { HomeProps } from './props.ts'

export function homeScreen(props: HomeProps): Screen<HomeState, never, never> {
  return { machine: homeMachine(props), present: presentHome }
}
