import type { Exercise, SourceFile } from '../course/model.ts'

/**
 * The files of a program that is graded: what the learner may edit as it is on disk, everything else as the
 * course has it, whatever became of the copy in the folder.
 */
export function programOf(exercise: Exercise, edited: readonly SourceFile[]): SourceFile[] {
  const own = new Set(edited.map((file) => file.path))
  return [...edited, ...exercise.starter.filter((file) => !own.has(file.path))]
}

/** The learner's files as one text for the blob store; the same files give the same text. */
export function packCode(files: readonly SourceFile[]): string {
  const sorted = files.toSorted((left, right) => (left.path < right.path ? -1 : 1))
  return JSON.stringify({ files: sorted.map(({ path, text }) => ({ path, text })) })
}

/** What `packCode` made; null when it is something else. */
export function unpackCode(packed: string): SourceFile[] | null {
  try {
    const { files } = JSON.parse(packed) as { files: SourceFile[] }
    const valid = files.every(
      (file) => typeof file.path === 'string' && typeof file.text === 'string',
    )
    return valid ? files : null
  } catch {
    return null
  }
}
