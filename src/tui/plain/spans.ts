/** Text with looks: what presenters make and every output (screen, plain text) draws. */

/** The six colours that are told apart on light and dark backgrounds. Never the only sign of a meaning. */
type Color = 'red' | 'green' | 'yellow' | 'blue' | 'magenta' | 'cyan'

export interface Look {
  color?: Color
  bold?: boolean
  dim?: boolean
  italic?: boolean
  underline?: boolean
  inverse?: boolean
  strike?: boolean
}

export interface Span {
  text: string
  look?: Look
}

/** One line on the screen, without a line end. */
export type Line = Span[]

/** The looks that have a meaning, so that a thing looks the same everywhere. */
export const LOOKS = {
  heading: { bold: true },
  strong: { bold: true },
  quiet: { dim: true },
  good: { color: 'green' },
  bad: { color: 'red' },
  warning: { color: 'yellow' },
  accent: { color: 'cyan' },
  code: { color: 'cyan' },
  key: { bold: true },
  selected: { inverse: true },
  link: { underline: true },
} as const satisfies Record<string, Look>

/** `span('text')`, `span('text', LOOKS.good)`. */
export function span(text: string, look?: Look): Span {
  return look === undefined ? { text } : { text, look }
}

/** A line of plain and styled pieces; strings are plain. */
export function line(...pieces: (string | Span)[]): Line {
  return pieces
    .map((piece) => (typeof piece === 'string' ? { text: piece } : piece))
    .filter((piece) => piece.text !== '')
}

/** The same line with a look laid over every piece. */
export function withLook(spans: Line, look: Look): Line {
  return spans.map((piece) => ({ text: piece.text, look: { ...piece.look, ...look } }))
}

/** What a line says, without its looks. */
export function plainText(spans: Line): string {
  return spans.map((piece) => piece.text).join('')
}

const CODES: [keyof Look, number, number][] = [
  ['bold', 1, 22],
  ['dim', 2, 22],
  ['italic', 3, 23],
  ['underline', 4, 24],
  ['inverse', 7, 27],
  ['strike', 9, 29],
]
const COLOR_CODES: Record<Color, number> = {
  red: 31,
  green: 32,
  yellow: 33,
  blue: 34,
  magenta: 35,
  cyan: 36,
}

/** What an output can show: everything; all but colours (`NO_COLOR` on a screen); only characters. */
export type Paint = 'color' | 'mono' | 'none'

/** One line with its escape codes; every span is closed, so lines can be cut apart and repeated. */
export function paint(spans: Line, mode: Paint): string {
  if (mode === 'none') return plainText(spans)
  let text = ''
  for (const piece of spans) {
    let open = ''
    let close = ''
    for (const [name, on, off] of CODES) {
      if (piece.look?.[name] !== true) continue
      open += `\u001b[${on}m`
      close = `\u001b[${off}m${close}`
    }
    if (piece.look?.color !== undefined && mode === 'color') {
      open += `\u001b[${COLOR_CODES[piece.look.color]}m`
      close = `\u001b[39m${close}`
    }
    text += open + piece.text + close
  }
  return text
}

/** Reads text that another renderer coloured with the sixteen colours back into spans, a line each. */
export function fromAnsi(text: string): Line[] {
  let look: Look = {}
  return text.split('\n').map((row) => {
    const spans: Line = []
    // biome-ignore lint/suspicious/noControlCharactersInRegex: colour codes are what it reads
    for (const part of row.split(/(\u001b\[[\d;]*m)/)) {
      if (part === '') continue
      if (part.startsWith('\u001b[')) look = applyCodes(look, part.slice(2, -1))
      else spans.push(Object.keys(look).length === 0 ? { text: part } : { text: part, look })
    }
    return spans
  })
}

function applyCodes(before: Look, codes: string): Look {
  let look = { ...before }
  for (const code of (codes === '' ? '0' : codes).split(';').map(Number)) {
    if (code === 0) look = {}
    else if (code === 22) {
      delete look.bold
      delete look.dim
    } else if (code === 39) delete look.color
    else if (code === 90) look.dim = true
    const attribute = CODES.find(([, on, off]) => on === code || off === code)
    if (attribute !== undefined && code !== 22) {
      if (attribute[1] === code) (look[attribute[0]] as boolean) = true
      else delete look[attribute[0]]
    }
    const color = Object.entries(COLOR_CODES).find(([, on]) => on === code || on + 60 === code)
    if (color !== undefined) look.color = color[0] as Color
  }
  return look
}
