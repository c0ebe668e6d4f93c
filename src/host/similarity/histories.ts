import { realpathSync } from 'node:fs'
import { relative, resolve, sep } from 'node:path'
import type { Exercise } from '../../core/course/model.ts'
import type { BlobStore, EventLog } from '../../core/events/event.ts'
import type { HistoryNotes } from '../../core/grading/similarity/history-notes.ts'
import type { Submission } from '../../core/grading/submission.ts'
import { notesOn } from '../../core/practice/history/notes.ts'
import { HISTORY_EVENTS, type HistoryEvent } from '../../core/practice/history/versions.ts'
import { exportedHistory, type History } from './export-history.ts'

/** The history of this machine: of whoever works in this folder. */
export interface OwnHistory {
  log: Pick<EventLog, 'read'> & Pick<BlobStore, 'readBlob'>
  workspace: string
}

/**
 * What the histories of the submissions show, of those that have one: an export that was handed in, else this machine's
 * own for what lies in its workspace.
 * @param own null where nobody has learned yet
 */
export async function historiesOf(
  submissions: readonly Submission[],
  exercise: Exercise,
  context: { course: string; cwd: string; own: OwnHistory | null },
): Promise<HistoryNotes[]> {
  const { course, cwd, own } = context
  const place = { course, exercise: exercise.id }
  const found: HistoryNotes[] = []
  for (const submission of submissions) {
    if (submission.problem !== null) continue
    const path = resolve(cwd, submission.source)
    const exported = await exportedHistory(path, place)
    const isOwn = exported === null && own !== null && isBelow(path, own.workspace)
    const history = isOwn ? ownHistory(own, place) : exported
    if (history === null) continue
    const source = isOwn ? 'profile' : 'export'
    const notes = notesOn({ submission, source, exercise, ...history })
    if (notes !== null) found.push(notes)
  }
  return found
}

function ownHistory({ log }: OwnHistory, place: { course: string; exercise: string }): History {
  const filter = { course: place.course, item: place.exercise, types: HISTORY_EVENTS }
  const events = [...log.read(filter)] as HistoryEvent[]
  return { events, readBlob: (hash) => log.readBlob(hash) }
}

function isBelow(path: string, folder: string): boolean {
  const below = relative(real(folder), real(path))
  return below !== '' && below !== '..' && !below.startsWith(`..${sep}`) && resolve(below) !== below
}

function real(path: string): string {
  try {
    return realpathSync(path)
  } catch {
    return resolve(path)
  }
}
