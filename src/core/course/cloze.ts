/** One `{{c1::answer::hint}}` of a cloze card. */
export interface Gap {
  number: number
  answer: string
  hint: string
  start: number
  end: number
}

/**
 * Finds the gaps of a cloze card. The last `::` parts the hint from the answer, so an answer that itself holds
 * `::` is written with an empty hint: `{{c1::a[::2]::}}`. Braces inside an answer may nest.
 */
export function gapsOf(text: string): { gaps: Gap[]; broken: number[] } {
  const gaps: Gap[] = []
  const broken: number[] = []
  const opening = /\{\{c(\d{1,3})::/g
  for (let found = opening.exec(text); found !== null; found = opening.exec(text)) {
    const start = found.index
    const inside = start + found[0].length
    const close = closingOf(text, inside)
    if (close === -1) {
      broken.push(start)
      continue
    }
    const content = text.slice(inside, close)
    const split = content.lastIndexOf('::')
    const answer = split === -1 ? content : content.slice(0, split)
    const hint = split === -1 ? '' : content.slice(split + 2)
    const number = Number(found[1])
    if (answer.trim() === '' || number === 0 || !balanced(answer)) broken.push(start)
    else gaps.push({ number, answer, hint, start, end: close + 2 })
    opening.lastIndex = close + 2
  }
  return { gaps, broken }
}

function closingOf(text: string, from: number): number {
  let depth = 0
  for (let at = from; at < text.length; at++) {
    if (text[at] === '{') depth++
    else if (text[at] === '}') {
      if (depth === 0) return text[at + 1] === '}' ? at : -1
      depth--
    }
  }
  return -1
}

/** `a[` is half of `a[::2]`, cut at its own `::`. */
function balanced(text: string): boolean {
  const count = (char: string): number => text.split(char).length
  return count('[') === count(']') && count('(') === count(')')
}

/** The text with gap `number` hidden and the others filled in; null fills all of them. */
export function fillGaps(text: string, gaps: readonly Gap[], number: number | null): string {
  let result = ''
  let at = 0
  for (const gap of gaps) {
    const shown = gap.number === number ? `[${gap.hint === '' ? '…' : gap.hint}]` : gap.answer
    result += text.slice(at, gap.start) + shown
    at = gap.end
  }
  return result + text.slice(at)
}
