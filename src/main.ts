import { createRequire } from 'node:module'

/** Ids of all commands (`next`, `course:add`, …) and the kind of their bundle; put in by the build. */
declare const __COMMANDS__: Readonly<Record<string, 'commonjs' | 'module'>>

const ALIASES: Readonly<Record<string, string>> = { test: 'check' }

/** Finds the command that the words name, loads its bundle alone, and runs it. Sets the exit code. */
export async function main(argv: string[]): Promise<void> {
  process.stdout.on('error', onOutputError)
  process.stderr.on('error', () => undefined)
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(signal, () => process.exit(130))
  if (argv[0] === 'help' || wantsHelp(argv)) {
    const { showHelp } = await import(sibling('help.js'))
    const wanted = argv[0] === 'help' ? argv.slice(1) : argv
    process.exitCode = await showHelp(
      wanted.filter((word) => !isHelpFlag(word)),
      commandNames(),
    )
    return
  }
  const found = findCommand(argv)
  if (found === null) {
    const { reportUnknown } = await import('./unknown-command.ts')
    process.exitCode = reportUnknown(argv, commandNames())
    return
  }
  const command = await loadCommand(found.id)
  command.id = found.id
  await new command(found.argv, OCLIF_CONFIG)._run()
}

/** All that oclif's parser asks of its configuration. */
const OCLIF_CONFIG = {
  bin: 'mastery',
  topicSeparator: ' ',
  runHook: async () => ({ successes: [], failures: [] }),
  scopedEnvVar: () => undefined,
  scopedEnvVarKey: (key: string) => `MASTERY_${key}`,
  scopedEnvVarKeys: (key: string) => [`MASTERY_${key}`],
}

// The bundler must not follow these: each command is an entry of its own.
const sibling = (file: string) => new URL(file, import.meta.url).href

async function loadCommand(id: string): Promise<CommandClass> {
  const file = `./commands/${id.replaceAll(':', '/')}`
  const loaded =
    __COMMANDS__[id] === 'commonjs'
      ? createRequire(import.meta.url)(`${file}.cjs`)
      : await import(sibling(`${file}.js`))
  return loaded.default
}

interface CommandClass {
  id: string
  new (argv: string[], config: typeof OCLIF_CONFIG): { _run(): Promise<void> }
}

/** As they are typed. Bare `mastery` has no name. */
function commandNames(): string[] {
  const ids = Object.keys(__COMMANDS__).filter((id) => id !== 'index')
  return [...ids.map((id) => id.replaceAll(':', ' ')), ...Object.keys(ALIASES)]
}

const isHelpFlag = (word: string) => word === '--help' || word === '-h'

function wantsHelp(argv: string[]): boolean {
  const end = argv.indexOf('--')
  return (end === -1 ? argv : argv.slice(0, end)).some(isHelpFlag)
}

/** The longest row of leading words that is a command; flags may stand before it. */
function findCommand(argv: string[]): { id: string; argv: string[] } | null {
  let at = 0
  while (at < argv.length && argv[at]?.startsWith('-') && argv[at] !== '--')
    at += argv[at] === '--profile' ? 2 : 1
  const flags = argv.slice(0, at)
  const words = argv.slice(at)
  if (words.length === 0) return { id: 'index', argv: flags }
  for (let length = Math.min(words.length, 2); length > 0; length--) {
    const named = words.slice(0, length).join(':')
    const id = ALIASES[named] ?? named
    if (id !== 'index' && id in __COMMANDS__)
      return { id, argv: [...flags, ...words.slice(length)] }
  }
  return null
}

/** `mastery list | head` closes the pipe early; that is no error. A full disk behind a redirection is one. */
function onOutputError(error: NodeJS.ErrnoException): void {
  if (error.code === 'EPIPE') return
  process.stderr.write(
    `Error: The output could not be written (${error.code}).\nNext: Free some space, or send the output elsewhere.\n`,
  )
  process.exit(OWN_LIMIT)
}

/** Exit code of a limit that is not the learner's. */
const OWN_LIMIT = 8
