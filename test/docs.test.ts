import { spawn } from 'node:child_process'
import { chmodSync, globSync, readFileSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { expect, test } from 'vitest'
import { learner } from './helpers/cli.ts'
import { temporaryFolder } from './helpers/temporary.ts'

const root = join(import.meta.dirname, '..')

/** Lines that set up the project itself; CI runs them as such. */
const PROJECT = /^(npm (ci|start|test|run|install|link)|git |sudo |apt|cd mastery$)/
/** Attacks every tier anew, which takes many seconds: test/slow/lab.test.ts runs it. */
const RUN_ELSEWHERE = /^mastery sandbox doctor$/

interface Command {
  line: string
  /** `# exits with N` behind it; 0 otherwise. */
  expected: number
}

/** Commands of all ```sh fences, and of the lines with `$ ` in ```console fences, in order. */
function commandsOf(text: string): Command[] {
  const commands: Command[] = []
  for (const [, kind, body] of text.matchAll(/^```(sh|console)\n([\s\S]*?)^```$/gm)) {
    for (const raw of (body ?? '').split('\n')) {
      const line = kind === 'console' ? (/^\$ (.*)$/.exec(raw)?.[1] ?? '') : raw.trim()
      if (line === '' || line.startsWith('#') || PROJECT.test(line) || RUN_ELSEWHERE.test(line))
        continue
      commands.push({ line, expected: Number(/# exits with (\d+)/.exec(line)?.[1] ?? 0) })
    }
  }
  return commands
}

/** What the lines of ```console fences show as printed, without those that are left out (…). */
function shownOutput(text: string): string[] {
  return [...text.matchAll(/^```console\n([\s\S]*?)^```$/gm)].flatMap(([, body]) =>
    (body ?? '').split('\n').filter((line) => !/^(\$ .*|…|\s*)$/.test(line)),
  )
}

/** Runs all lines in one shell, so that `cd` lasts, in a fresh home. Resolves with each line's exit code. */
function runAll(commands: Command[]): Promise<{ codes: number[]; output: string }> {
  const cli = learner()
  const { MASTERY_WORKSPACE: _default, ...own } = cli.env
  const bin = temporaryFolder()
  const shim = join(bin, 'mastery')
  writeFileSync(shim, `#!/bin/sh\nexec "${process.execPath}" "${join(root, 'bin/run.js')}" "$@"\n`)
  chmodSync(shim, 0o755)
  const env = {
    ...own,
    HOME: cli.workspace,
    PATH: `${bin}${delimiter}${process.env.PATH}`,
    CI: '1',
  }
  const script = commands.map(({ line }) => `${line}\necho "@@ $?"`).join('\n')
  return new Promise((resolve) => {
    const shell = spawn('bash', ['-s'], {
      cwd: cli.workspace,
      env,
      stdio: ['pipe', 'pipe', 'pipe'],
    })
    let output = ''
    shell.stdout.on('data', (data) => {
      output += data
    })
    shell.stderr.on('data', (data) => {
      output += data
    })
    shell.on('close', () => {
      const codes = [...output.matchAll(/^@@ (\d+)$/gm)].map((match) => Number(match[1]))
      resolve({ codes, output: output.replaceAll(cli.workspace, '~') })
    })
    // Commands that read standard input must not eat the script.
    shell.stdin.end(`main() {\n${script}\n}\nmain < /dev/null\n`)
  })
}

const documents = ['README.md', ...globSync('docs/*.md', { cwd: root }).sort()]

for (const file of documents) {
  const text = readFileSync(join(root, file), 'utf8')
  const commands = commandsOf(text)
  if (commands.length === 0) continue
  test(`every command in ${file} runs as it says`, { timeout: 120_000 }, async () => {
    const { codes, output } = await runAll(commands)
    const got = commands.map((command, i) => `${command.line} → ${codes[i]}`)
    const want = commands.map((command) => `${command.line} → ${command.expected}`)
    expect(got, output).toEqual(want)
    const printed = new Set(output.split('\n').map((line) => line.trimEnd()))
    expect(shownOutput(text).filter((line) => !printed.has(line))).toEqual([])
  })
}

test('every document is in the table of the README, and every link in the documents leads somewhere', () => {
  const readme = readFileSync(join(root, 'README.md'), 'utf8')
  for (const file of documents.slice(1)) expect(readme).toContain(`](${file})`)
  for (const file of documents) {
    const text = readFileSync(join(root, file), 'utf8').replaceAll(/```[\s\S]*?```/g, '')
    for (const [, target] of text.matchAll(/\]\((?!https?:|#)([^)#]+)/g)) {
      const path = join(root, file, '..', target as string)
      expect(globSync(path), `${file} links to ${target}`).not.toEqual([])
    }
  }
})

test('every command named inside a sentence exists, with the flags it is given', () => {
  const { commands } = JSON.parse(readFileSync(join(root, 'oclif.manifest.json'), 'utf8')) as {
    commands: Record<string, { aliases: string[]; flags: Record<string, { char?: string }> }>
  }
  const known = new Map(
    Object.entries(commands).flatMap(([id, command]) =>
      [id, ...command.aliases].map((name) => [name, command] as const),
    ),
  )
  const wrong: string[] = []
  for (const file of documents) {
    const text = readFileSync(join(root, file), 'utf8').replaceAll(/^```[\s\S]*?^```$/gm, '')
    for (const [, line = ''] of text.matchAll(/`mastery ([^`]+)`/g)) {
      const words = line.split(/\s+/)
      const plain = words.filter((word) => !word.startsWith('-'))
      if (plain.length === 0 || plain[0] === 'help') continue
      const command = known.get(`${plain[0]}:${plain[1]}`) ?? known.get(plain[0] as string)
      const flags = words
        .filter((word) => /^--?[a-z]/.test(word))
        .map((word) => word.replace(/=.*/, ''))
      const unknown = flags.filter(
        (flag) =>
          command !== undefined &&
          !(flag.slice(2) in command.flags) &&
          !Object.values(command.flags).some(({ char }) => `-${char}` === flag),
      )
      if (command === undefined || unknown.length > 0) wrong.push(`${file}: mastery ${line}`)
    }
  }
  expect(wrong).toEqual([])
})
