import { courseContracts } from './course.ts'
import { foundationContracts } from './foundation.ts'
import { gradeContracts } from './grade.ts'
import { learnerContracts } from './learner.ts'
import { practiceContracts } from './practice.ts'
import { reviewContracts } from './review.ts'
import { runContracts } from './run.ts'
import { sandboxContracts } from './sandbox.ts'
import { similarityContracts } from './similarity.ts'
import { traceContracts } from './trace.ts'

/** The strict schema of every document that `--json` prints, by its `schema`. */
export const contracts = {
  ...courseContracts,
  ...foundationContracts,
  ...gradeContracts,
  ...learnerContracts,
  ...practiceContracts,
  ...reviewContracts,
  ...runContracts,
  ...sandboxContracts,
  ...similarityContracts,
  ...traceContracts,
}
