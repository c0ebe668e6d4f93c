import { createRequire } from 'node:module'
import type ivm from 'isolated-vm'

/**
 * isolated-vm from its binary. The package itself looks for that binary in every process that loads it, which takes
 * longer than all the rest; the parent has found it once.
 */
export function openIsolatedVm(binary: string): typeof ivm {
  return createRequire(import.meta.url)(binary).ivm
}
