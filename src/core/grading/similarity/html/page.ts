import type { SubmittedFile } from '../../submission.ts'
import type { SimilarityReport, SimilarPair } from '../model.ts'
import {
  HISTORY_WARNING,
  measureWords,
  pairsWords,
  percent,
  rareWords,
  sourceWords,
  usualWords,
  WARNING,
  who,
} from '../words.ts'
import { escaped } from './escape.ts'
import { sideBySide } from './side-by-side.ts'
import { STYLE } from './style.ts'

/**
 * The report as one page that needs no network and no script: a table, then each pair side by side.
 * @param filesOf the files of a submission by its name
 * @returns in pieces, so that it need not fit into memory as one
 */
export function* similarityPage(
  report: SimilarityReport,
  filesOf: (submission: string) => readonly SubmittedFile[],
): IterableIterator<string> {
  const title = `Similar submissions: ${escaped(report.exercise.title)}`
  yield `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${title}</title>
<style>${STYLE}</style>
</head>
<body>
<header>
<h1>${title}</h1>
<p class="quiet">${escaped(report.course.title)}</p>
<p class="warning"><strong>${escaped(WARNING)}</strong></p>
</header>
<main>
<section aria-labelledby="summary">
<h2 id="summary">${escaped(pairsWords(report))}</h2>
${report.usual === null ? '' : `<p>${escaped(usualWords(report.usual))}</p>`}
${tableOf(report)}
${groupsOf(report)}
<p class="quiet">${escaped(measureWords(report.measure))}</p>
</section>
`
  for (const [index, pair] of report.pairs.entries()) {
    yield `<section aria-labelledby="pair-${index + 1}">
<h2 id="pair-${index + 1}">${headOf(pair, index)}</h2>
<p>${escaped(percent(pair.similarity))} of both is shared; ${escaped(rareWords(pair, report.usual))}.</p>
`
    yield* sideBySide(pair, index, filesOf)
    yield '<p><a href="#summary">Back to the table</a></p>\n</section>\n'
  }
  yield `${historiesOf(report)}${leftOutOf(report)}</main>
</body>
</html>
`
}

function headOf({ left, right }: SimilarPair, index: number): string {
  return `${index + 1}. ${escaped(who(left))} and ${escaped(who(right))}`
}

function tableOf({ pairs }: SimilarityReport): string {
  if (pairs.length === 0) return ''
  const rows = pairs.map((pair, index) => {
    const { left, right, similarity, fragments } = pair
    const longest = fragments[0]
    const cell = (text: string) => `<td class="number">${escaped(text)}</td>`
    return `<tr><th scope="row"><a href="#pair-${index + 1}">${headOf(pair, index)}</a></th>${cell(percent(similarity))}${cell(`${percent(left.share)} and ${percent(right.share)}`)}${cell(`${longest?.tokens ?? 0} tokens`)}${cell(`${left.sharedLines} of ${left.lines}, ${right.sharedLines} of ${right.lines}`)}</tr>`
  })
  return `<div class="wide" tabindex="0" role="region" aria-label="Table of pairs"><table>
<thead><tr><th scope="col">Pair</th><th scope="col" class="number">Shared</th><th scope="col" class="number">Share of each</th><th scope="col" class="number">Longest fragment</th><th scope="col" class="number">Shared lines</th></tr></thead>
<tbody>
${rows.join('\n')}
</tbody>
</table></div>`
}

function groupsOf({ groups }: SimilarityReport): string {
  if (groups.length === 0) return ''
  const items = groups.map((names) => `<li>${names.map(escaped).join(', ')}</li>`)
  return `<h3>More than two that hang together</h3>\n<ul>\n${items.join('\n')}\n</ul>`
}

function historiesOf({ histories }: SimilarityReport): string {
  const told = histories.filter(({ notes }) => notes.length > 0)
  if (told.length === 0) return ''
  const items = told.map((history) => {
    const notes = history.notes.map(({ text }) => `<li>${escaped(text)}</li>`)
    return `<h3>${escaped(who(history))}</h3>\n<p class="quiet">${escaped(sourceWords(history))}</p>\n<ul>\n${notes.join('\n')}\n</ul>`
  })
  return `<section aria-labelledby="histories">
<h2 id="histories">What histories show</h2>
<p class="warning">${escaped(HISTORY_WARNING)}</p>
${items.join('\n')}
</section>
`
}

function leftOutOf({ leftOut }: SimilarityReport): string {
  if (leftOut.length === 0) return ''
  const items = leftOut.map((one) => `<li>${escaped(`${who(one)} ${one.reason}.`)}</li>`)
  return `<section aria-labelledby="left-out">
<h2 id="left-out">Not compared: ${leftOut.length}</h2>
<ul>
${items.join('\n')}
</ul>
</section>
`
}
