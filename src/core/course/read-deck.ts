import { shownAnswer } from './accept.ts'
import { fillGaps, type Gap, gapsOf } from './cloze.ts'
import { reportStray, roleOf } from './fences.ts'
import {
  type Block,
  calloutOf,
  type Heading,
  headingOf,
  joined,
  type MarkdownFile,
  placeOf,
} from './markdown.ts'
import type { Card } from './model.ts'
import { readParts } from './read-parts.ts'
import {
  emptyYaml,
  itemFence,
  reportPatterns,
  type Surroundings,
  skillsOf,
  takeId,
  typeOf,
  withType,
} from './read-question.ts'
import { NO_REVISION } from './revision.ts'
import { cardSchemas, deckSchema } from './schemas.ts'
import { validate } from './validate.ts'

/** Reads a deck's file. Null, with problems reported, when its front matter is broken. */
export function readDeck(file: MarkdownFile, known: ReadonlySet<string>) {
  const { source, front } = file
  const fields = validate(source, front, deckSchema)
  const { skills, around, groups } = readParts(file, known, fields, 'card')
  const cards = groups.flatMap(({ heading, blocks }) => readCard(around, heading, blocks))
  if (groups.length === 0)
    source.error(front.place([]), 'missing-text', 'The deck has no cards.', '## … {#id}')
  return fields === null ? null : { fields, skills, cards }
}

const TYPES = ['basic', 'typed', 'cloze'] as const

/** One card, or several: each part is scheduled apart. None, with problems reported, when it is broken. */
function readCard(around: Surroundings, heading: Heading, blocks: readonly Block[]): Card[] {
  const { source } = around
  const title = headingOf(source, heading)
  const named = takeId(around, title, 'a card')
  const item = itemFence(source, blocks, (path) => path[0] === 'accept')
  const body = joined(source, bodyOf(around, blocks))
  const type = item === 'broken' ? null : typeOf(source, item, TYPES, 'basic')
  if (item === 'broken' || type === null) return []
  const yaml = item ?? emptyYaml(source, heading)
  const fields = yaml === null ? null : validate(source, withType(yaml, type), cardSchemas[type])
  if (fields === null) return []
  const shared = {
    note: title.id ?? '',
    skills: skillsOf(around, yaml, fields.skills, heading),
    revision: NO_REVISION,
    line: placeOf(heading).line,
    accept: 'accept' in fields ? fields.accept : [],
    ignoreCase: 'ignore_case' in fields ? fields.ignore_case : false,
  }
  if (type === 'cloze') {
    const cards = clozeCards(around, heading, title.text, body, shared)
    return named ? cards : []
  }
  if (gapsOf(`${title.text}\n${body}`).gaps.length > 0)
    source.error(placeOf(heading), 'bad-card', 'Only a cloze card has gaps.', 'type: cloze')
  // A typed card's answer may stand in `accept` alone.
  if (body === '' && type === 'basic')
    source.error(placeOf(heading), 'missing-text', 'The card has no back.')
  reportPatterns(source, yaml, shared.accept, ['accept'])
  const back = body === '' ? shownAnswer(shared.accept) : body
  const card: Card = { ...shared, id: shared.note, type, front: title.text, back }
  if (!named) return []
  if (!('reversed' in fields) || !fields.reversed) return [card]
  return [card, { ...card, id: `${card.id}#r`, front: body, back: title.text }]
}

function bodyOf(around: Surroundings, blocks: readonly Block[]): Block[] {
  const { source } = around
  return blocks.filter((block) => {
    if (block.type === 'thematicBreak') return false
    if (block.type === 'blockquote') calloutOf(source, block)
    if (block.type !== 'code') return true
    const role = roleOf(source, block)
    if (role === 'run')
      source.error(
        placeOf(block),
        'bad-fence',
        'Code on a card is not run.',
        'leave out the word run',
      )
    else if (role !== 'plain' && role !== 'item') reportStray(source, block, role)
    return role === 'plain'
  })
}

function clozeCards(
  around: Surroundings,
  heading: Heading,
  front: string,
  body: string,
  shared: Omit<Card, 'id' | 'type' | 'front' | 'back'>,
): Card[] {
  const { source } = around
  const inFront = gapsOf(front)
  const inBody = gapsOf(body)
  const gaps: Gap[] = [...inFront.gaps, ...inBody.gaps]
  if (inFront.broken.length + inBody.broken.length > 0)
    source.error(
      placeOf(heading),
      'bad-gap',
      'A gap of this card is not closed, is empty, or its answer holds "::".',
      '{{c1::answer}} or {{c1::answer::hint}}; {{c1::a[::2]::}} for an answer with ::',
    )
  else if (gaps.length === 0)
    source.error(placeOf(heading), 'bad-gap', 'This cloze card has no gap.', '{{c1::answer}}')
  // Text below that has no gap explains the answer: it is shown only afterwards.
  const shown = inBody.gaps.length > 0
  const numbers = [...new Set(gaps.map((gap) => gap.number))].sort((one, other) => one - other)
  const back = [fillGaps(front, inFront.gaps, null), fillGaps(body, inBody.gaps, null)]
  return numbers.map((number) => ({
    ...shared,
    id: `${shared.note}#c${number}`,
    type: 'cloze',
    front: [fillGaps(front, inFront.gaps, number), shown ? fillGaps(body, inBody.gaps, number) : '']
      .filter((part) => part !== '')
      .join('\n\n'),
    back: back.filter((part) => part !== '').join('\n\n'),
  }))
}
