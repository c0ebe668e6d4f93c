import type { SourceFile } from '../course/model.ts'

/** Which exercise a folder belongs to. */
export interface Place {
  course: string
  exercise: string
}

/** What writing the starter did. Paths are relative, as in the exercise. */
export interface Placed {
  folder: string
  written: string[]
  /** Were there before and were left alone. */
  kept: string[]
}

/** The learner's own files. `src/host/workspace.ts` implements it; every error is a MasteryError. */
export interface Workspace {
  /** Absolute folder of an exercise, whether it exists or not. */
  folder(place: Place): string
  /** The exercise whose folder the program was called in, or below. */
  here(): Place | null
  /** Writes what is not there yet, never over anything. */
  place(place: Place, files: readonly SourceFile[]): Placed
  /** The text of these files. */
  read(place: Place, paths: readonly string[]): SourceFile[]
  /** Moves what is there into a new folder below `.backup` and writes these files. Returns that folder. */
  reset(place: Place, files: readonly SourceFile[]): { backup: string }
}
