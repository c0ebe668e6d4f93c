import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Config, Help } from '@oclif/core'
import { packageRoot } from './package-root.ts'

/** Topics that are texts of docs/ rather than commands. */
const TEXTS: Readonly<Record<string, string>> = { 'exit-codes': 'docs/exit-codes.md' }

/**
 * `mastery help [command…]`. The whole of oclif is loaded only here.
 * @returns the exit code
 */
export async function showHelp(words: string[]): Promise<number> {
  const text = TEXTS[words[0] ?? '']
  if (text !== undefined) {
    process.stdout.write(readFileSync(join(packageRoot(), text), 'utf8'))
    return 0
  }
  const config = await Config.load({ root: packageRoot() })
  try {
    await new Help(config).showHelp(words)
    return 0
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : error}\nNext: mastery help\n`)
    return 2
  }
}
