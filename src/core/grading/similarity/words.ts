import type { HistoryNotes } from './history-notes.ts'
import type { Measure, SimilarityReport, SimilarPair, Usual } from './model.ts'

/** The sentences that the terminal and the page have in common. */

export const WARNING =
  'This is a warning, not an accusation: it shows where code is alike, not why. Look at the lines themselves, ask both, and think of what explains it: work in pairs that was allowed, the same book or page, the same help.'

export const HISTORY_WARNING =
  'Histories prove little. Somebody may have worked in another editor, on paper, on another machine or in class and brought the result; an export is a text file that anybody can edit.'

/** `97 %`. Only what is whole is called 100 %. */
export function percent(share: number): string {
  return `${share >= 1 ? 100 : Math.min(99, Math.round(share * 100))} %`
}

/** `ada (ada-7.py)`, or the name alone. */
export function who({
  submission,
  learner,
}: {
  submission: string
  learner: string | null
}): string {
  return learner === null || learner === submission ? submission : `${learner} (${submission})`
}

/** How usual similarity is in this class. */
export function usualWords({ pairs, median, ninetieth, ninetyNinth }: Usual): string {
  if (pairs === 1) return 'There is only one pair, so nothing says what is usual.'
  const few = pairs < 45 ? ' So few pairs say little about what is usual.' : ''
  const half = `Of ${pairs.toLocaleString('en')} pairs, half share at most ${percent(median)}`
  return `${half}, nine in ten at most ${percent(ninetieth)}, 99 in 100 at most ${percent(ninetyNinth)}.${few}`
}

/** How unusual one pair is. */
export function rareWords({ asSimilar }: SimilarPair, usual: Usual | null): string {
  const of = (usual?.pairs ?? 1).toLocaleString('en')
  if (asSimilar <= 1) return `the most similar of ${of} pairs`
  return `${asSimilar.toLocaleString('en')} of ${of} pairs are as similar or more`
}

/** What was not counted, and from where on a pair is reported. */
export function measureWords({ foundFrom, commonFrom, reportFrom, leastTokens }: Measure): string {
  return [
    `Pairs are listed from ${percent(reportFrom)} on.`,
    `A run of ${foundFrom} tokens (names, signs, words of the language) that is the same in both is always found; names of one’s own, values, comments and layout do not count.`,
    `Left out is what was given (starter, task, lessons), what more than ${commonFrom} submissions have, and programs with fewer than ${leastTokens} tokens of their own.`,
  ].join(' ')
}

/** `main.py 3–17`; the file only where there are several. */
export function linesWords(
  { file, from, to }: { file: string; from: number; to: number },
  named: boolean,
): string {
  const lines = from === to ? `line ${from}` : `lines ${from}–${to}`
  return named ? `${file} ${lines}` : lines
}

export function pairsWords({ pairs, morePairs, compared }: SimilarityReport): string {
  if (compared < 2)
    return 'There is nothing to compare: fewer than two are large enough and could be read.'
  const of = `${compared} compared`
  if (pairs.length === 0) return `No pair stands out among ${of}.`
  const count = pairs.length + morePairs
  const more = morePairs > 0 ? `; the ${pairs.length} most similar are shown` : ''
  return `${count === 1 ? '1 pair is' : `${count} pairs are`} worth a look among ${of}${more}.`
}

export function sourceWords({ source, runs }: HistoryNotes): string {
  const from = source === 'profile' ? 'this machine’s log' : 'the export that was handed in'
  return `${runs === 1 ? '1 run' : `${runs} runs`} in ${from}`
}
