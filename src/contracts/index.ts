import { courseContracts } from './course.ts'
import { foundationContracts } from './foundation.ts'
import { practiceContracts } from './practice.ts'

/** The strict schema of every document that `--json` prints, by its `schema`. */
export const contracts = {
  ...courseContracts,
  ...foundationContracts,
  ...practiceContracts,
}
