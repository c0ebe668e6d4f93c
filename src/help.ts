import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Config, Help } from '@oclif/core'
import { packageRoot } from './package-root.ts'
import { reportUnknown } from './unknown-command.ts'

/** Topics that are texts of docs/ rather than commands. */
const TEXTS: Readonly<Record<string, string>> = { 'exit-codes': 'docs/exit-codes.md' }

/**
 * `mastery help [command…]`. The whole of oclif is loaded only here.
 * @param names of all commands, as they are typed
 * @returns the exit code
 */
export async function showHelp(argv: string[], names: readonly string[]): Promise<number> {
  const words = argv.filter((word) => !word.startsWith('-'))
  const text = TEXTS[words[0] ?? '']
  if (text !== undefined) {
    process.stdout.write(readFileSync(join(packageRoot(), text), 'utf8'))
    return 0
  }
  const command = longestCommand(words, names)
  const isTopic = names.some((name) => name.startsWith(`${words[0]} `))
  if (words.length > 0 && command === null && !(isTopic && words.length === 1))
    return reportUnknown(argv, names)
  const config = await Config.load({ root: packageRoot() })
  await new Help(config).showHelp(command?.split(' ') ?? words)
  return 0
}

/** Arguments may stand behind the command whose help is wanted. */
function longestCommand(words: readonly string[], names: readonly string[]): string | null {
  const wanted = [words.slice(0, 2).join(' '), words[0] ?? '']
  return wanted.find((name) => names.includes(name)) ?? null
}
