import { presentTree } from '../presenters/tree.ts'
import type { Screen } from '../state/driver.ts'
import { type TreeState, treeMachine } from '../state/tree.ts'
import type { TreeProps } from './props.ts'

export function treeScreen(props: TreeProps): Screen<TreeState, never, never> {
  return { machine: treeMachine(props), present: presentTree }
}
