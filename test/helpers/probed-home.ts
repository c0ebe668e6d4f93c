import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A home in which the sandbox of this machine was attacked once, for all tests of the command line. */
export function probedHome(): string {
  return join(tmpdir(), `mastery-test-home-${process.getuid?.() ?? 0}`)
}
