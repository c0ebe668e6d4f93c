import type { Diagnostic } from '@astral-sh/ruff-wasm-nodejs'
import type { SourceFile } from '../../core/course/model.ts'
import type { LintProblem } from '../../core/grading/quality.ts'

/** Mistakes and habits that a beginner can understand and mend; no rules about layout or taste. */
const SELECT = [
  'F',
  'E4',
  'E7',
  'E9',
  'A',
  'B',
  'C4',
  'SIM',
  'N8',
  'PIE',
  'RET',
  'PLR',
  'PLW',
  'W605',
]
/** Rules for professionals, and those that complexity and length measure themselves. */
const IGNORE = [
  ...['PLR2004', 'PLR0911', 'PLR0912', 'PLR0913', 'PLR0915', 'PLR0917', 'PLR1704'],
  ...['SIM105', 'SIM108', 'SIM115', 'SIM117', 'B904', 'RET503', 'PLW2901', 'A004', 'A005'],
  // What is right as the first lessons teach it: `for day in range(3)` with a name that says what is counted, `if`
  // to find the largest, one comparison after the other.
  ...['B007', 'PLR1730', 'PLR1716', 'PLR1714'],
]

/** Lints Python files with ruff. Its own configuration files are never read: it sees only text. */
export async function runRuff(files: readonly SourceFile[]): Promise<LintProblem[]> {
  const { PositionEncoding, Workspace } = await import('@astral-sh/ruff-wasm-nodejs')
  const workspace = new Workspace(
    { 'target-version': 'py311', lint: { select: SELECT, ignore: IGNORE } },
    PositionEncoding.Utf16,
  )
  try {
    return files.flatMap(({ path, text }) =>
      (workspace.check(text) as Diagnostic[]).map(({ code, message, start_location }) => ({
        file: path,
        line: start_location.row,
        rule: code ?? 'syntax',
        message: sentence(message),
      })),
    )
  } finally {
    workspace.free()
  }
}

function sentence(message: string): string {
  return /[.!?]$/.test(message) ? message : `${message}.`
}
