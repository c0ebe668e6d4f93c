import { foundationContracts } from './foundation.ts'

/** The strict schema of every document that `--json` prints, by its `schema`. */
export const contracts = {
  ...foundationContracts,
}
