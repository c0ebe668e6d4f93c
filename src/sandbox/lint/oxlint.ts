import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { SourceFile } from '../../core/course/model.ts'
import type { LintProblem } from '../../core/grading/quality.ts'

const RULES = [
  ...[
    'no-var',
    'prefer-const',
    'eqeqeq',
    'no-empty',
    'no-else-return',
    'no-shadow',
    'no-self-compare',
  ],
  ...[
    'no-lonely-if',
    'no-useless-return',
    'prefer-template',
    'no-nested-ternary',
    'object-shorthand',
  ],
]
const CONFIG = {
  categories: { correctness: 'error', suspicious: 'error' },
  rules: {
    ...Object.fromEntries(RULES.map((rule) => [rule, 'error'])),
    'no-unused-vars': ['error', { args: 'none', caughtErrors: 'none' }],
    'unicorn/no-new-array': 'off',
    'unicorn/prefer-add-event-listener': 'off',
    'no-console': 'off',
    'require-module-specifiers': 'off',
  },
}
const TIMEOUT_MS = 20_000

interface Diagnostic {
  message: string
  code?: string
  help?: string
  filename: string
  labels: { span: { line: number } }[]
}

/**
 * Lints JavaScript and TypeScript files with oxlint, in a process of its own: it reads copies in a temporary folder,
 * with our configuration and no other.
 * @param root folder of mastery's own package
 */
export async function runOxlint(
  root: string,
  files: readonly SourceFile[],
): Promise<LintProblem[]> {
  const manifest = createRequire(join(root, 'package.json')).resolve('oxlint/package.json')
  const folder = mkdtempSync(join(tmpdir(), 'mastery-lint-'))
  try {
    const config = join(folder, 'config.json')
    const code = join(folder, 'code')
    writeFileSync(config, JSON.stringify(CONFIG))
    for (const { path, text } of files) {
      mkdirSync(dirname(join(code, path)), { recursive: true })
      writeFileSync(join(code, path), text)
    }
    const args = [
      join(dirname(manifest), 'bin/oxlint'),
      '--config',
      config,
      '--disable-nested-config',
    ]
    const out = await run([...args, '--no-ignore', '--format', 'json', '.'], code)
    const { diagnostics } = JSON.parse(out) as { diagnostics: Diagnostic[] }
    return diagnostics.map(({ message, code: rule = '', help, filename, labels }) => ({
      file: filename.replaceAll('\\', '/').replace(/^\.\//, ''),
      line: labels[0]?.span.line ?? 1,
      rule: /\((.*)\)/.exec(rule)?.[1] ?? (rule === '' ? 'syntax' : rule),
      message: help === undefined ? message : `${message.replace(/\.$/, '')}. ${help}`,
    }))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/**
 * oxlint ends with 1 when it finds something; only a missing report is a failure. Execa is loaded here: most
 * commands lint nothing.
 */
async function run(args: string[], cwd: string): Promise<string> {
  const { execa } = await import('execa')
  const result = await execa(process.execPath, args, {
    cwd,
    timeout: TIMEOUT_MS,
    maxBuffer: 16 * 1024 * 1024,
    env: {},
    extendEnv: false,
    stdin: 'ignore',
    // It would take over the signals; a Ctrl-C reaches oxlint by itself, and it has its own timeout.
    cleanup: false,
    reject: false,
  })
  if (result.stdout.startsWith('{')) return result.stdout
  throw result instanceof Error ? result : new Error('oxlint gave no report')
}
