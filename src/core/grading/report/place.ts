import type { GradedSubmission } from '../grade-report.ts'

/** Where a file of a submission lies, as seen from where grading was started: `handed-in/ada/main.py`. With `/`. */
export function pathOf({ source, files }: GradedSubmission, file: string): string {
  const from = source
    .replaceAll('\\', '/')
    .replace(/^(\.\/+)+/, '')
    .replace(/\/+$/, '')
  if (from === '' || from === '.') return file
  if (from === file || from.endsWith(`/${file}`)) return from
  // A single file may be called something else than the exercise calls it.
  if (files.length === 1 && ending(file) !== '' && ending(from) === ending(file)) return from
  return `${from}/${file}`
}

function ending(path: string): string {
  return /\.[^./]+$/.exec(path)?.[0] ?? ''
}
