import type { ErrorKind } from '../errors.ts'

/** One file of a submission, as it was handed in. */
export interface SubmittedFile {
  /** Relative, with `/`; as the exercise names it where it was found under another folder. */
  path: string
  text: string
}

/**
 * What one learner handed in, read and bounded but never run. `src/host/submissions/` makes them from files, folders,
 * workspaces and archives.
 */
export interface Submission {
  /** What stands in reports: the file's, folder's or archive's name; unique in one command. */
  name: string
  /** Who handed it in, when the name of a download tells it, else null. */
  learner: string | null
  /** Where it was read from, as it was given on the command line or below that. */
  source: string
  /** In the order of their names. Empty when it cannot be graded. */
  files: SubmittedFile[]
  /** SHA-256 (hex) over the names and bytes of `files`. */
  digest: string
  /** What was found and left out, in words: `notes.txt is not part of the exercise`. */
  notes: string[]
  /** Why it cannot be graded at all (a pipe, an archive that leads out, nothing in it); null when it can. */
  problem: SubmissionProblem | null
}

/** Said of a submission that nobody can grade: it is never a wrong answer. */
export interface SubmissionProblem {
  /** `internal`: a bug in mastery, which stops this one and not the rest. */
  kind: ErrorKind | 'internal'
  message: string
  /** What to do now. */
  next: string | null
}
