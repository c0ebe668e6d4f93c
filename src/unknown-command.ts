import { MasteryError } from './core/errors.ts'
import { nearest } from './core/nearest.ts'
import { EXIT_CODES, errorDocument, errorText } from './error-words.ts'
import { makeStyle } from './tui/plain/style.ts'

/**
 * Says that there is no such command, and the nearest one.
 * @param names of all commands, as they are typed
 * @returns the exit code
 */
export function reportUnknown(argv: readonly string[], names: readonly string[]): number {
  const words = argv.filter((word) => !word.startsWith('-'))
  const [topic = ''] = words
  const isTopic = names.some((name) => name.startsWith(`${topic} `))
  const wanted = isTopic ? words.slice(0, 2).join(' ') : topic
  const topics = names.flatMap((name) => (name.includes(' ') ? [name.split(' ')[0] ?? ''] : []))
  const near = nearest(wanted, isTopic ? names : [...names, ...topics])
  const overview = isTopic ? `mastery help ${topic}` : 'mastery help'
  const error =
    isTopic && words.length === 1
      ? new MasteryError('usage', `"mastery ${topic}" needs one more word.`, {
          next: overview,
        })
      : new MasteryError('usage', `There is no command "${wanted}".`, {
          next:
            near === null
              ? overview
              : `Did you mean: mastery ${topics.includes(near) ? 'help ' : ''}${near}`,
        })
  if (argv.includes('--json'))
    process.stdout.write(`${JSON.stringify(errorDocument(error), null, 2)}\n`)
  else {
    const color = Boolean(process.stderr.isTTY) && !process.env.NO_COLOR
    const style = makeStyle({ width: process.stderr.columns ?? 80, color })
    process.stderr.write(`${errorText(error, style, false)}\n`)
  }
  return EXIT_CODES.usage
}
