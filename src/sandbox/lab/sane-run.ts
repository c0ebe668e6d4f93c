import type { Language, SourceFile } from '../../core/course/model.ts'
import type { CodeRunner, RunLimits, Tier } from '../../core/grading/code-runner.ts'

/** A small program that shows what it finds around it, and exactly what it prints in a clean place. */
const SANE: Partial<Record<Language, { file: SourceFile; stdout: string }>> = {
  python: {
    file: {
      path: 'main.py',
      text: [
        'import builtins, json, os, sys',
        'print(sum(range(10)), os.listdir("."), input(), sys.argv[1:], json.loads("[1]"))',
        'print(len([1, 2]), type(len).__name__, sorted(vars(builtins))[-1], sys.gettrace())',
      ].join('\n'),
    },
    stdout: "45 ['main.py'] typed [] [1]\n2 builtin_function_or_method zip None\n",
  },
  javascript: {
    file: {
      path: 'main.js',
      text: [
        'console.log([1, 2, 3].map((n) => n * 2), prompt(), JSON.parse("[1]"))',
        'console.log(Object.keys(globalThis), Object.keys(Object.prototype), typeof process)',
      ].join('\n'),
    },
    stdout: '[ 2, 4, 6 ] typed [ 1 ]\n[] [] undefined\n',
  },
  typescript: {
    file: { path: 'main.ts', text: 'const sum: number = 4 + 5\nconsole.log(sum, prompt())' },
    stdout: '9 typed\n',
  },
  sql: {
    file: {
      path: 'query.sql',
      text: 'CREATE TABLE t (n); INSERT INTO t VALUES (4), (5); SELECT sum(n) AS sum FROM t;',
    },
    stdout: 'sum\n---\n  9\n',
  },
}

const LIMITS: RunLimits = { wallMs: 15_000, memoryBytes: 50 * 1024 * 1024, outputBytes: 4096 }

/** Whether the run after an attack is as if nothing had been before it: what was different, in words; null: it is. */
export async function uncleanRun(
  runner: CodeRunner,
  language: Language,
  atLeast: Tier,
): Promise<string | null> {
  const sane = SANE[language]
  if (sane === undefined) return null
  const run = await runner.runProgram({
    language,
    files: [sane.file],
    entry: sane.file.path,
    stdin: 'typed\n',
    limits: LIMITS,
    atLeast,
  })
  const { timedOut, outOfMemory, outputLimit, crashed, forbidden } = run
  if (timedOut || outOfMemory || outputLimit || crashed || forbidden || run.error !== null)
    return `the next run failed: ${run.error?.message ?? 'its guest ended'}`
  return run.stdout === sane.stdout ? null : `the next run printed ${JSON.stringify(run.stdout)}`
}
