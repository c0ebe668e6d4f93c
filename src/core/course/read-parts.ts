import { IdSet, knownSkills } from './ids.ts'
import { type Block, type BlockOf, type Heading, type MarkdownFile, placeOf } from './markdown.ts'
import type { Surroundings } from './read-question.ts'

/**
 * What stands under the headings of a quiz or a deck, one part each; all that stands elsewhere is reported.
 * @param fields the front matter, null when it is broken
 * @param part what a heading begins: `question`, `card`
 */
export function readParts(
  file: MarkdownFile,
  known: ReadonlySet<string>,
  fields: { skills: readonly string[] } | null,
  part: string,
): { skills: string[]; around: Surroundings; groups: { heading: Heading; blocks: Block[] }[] } {
  const { source, front } = file
  const skills = knownSkills(source, fields?.skills ?? [], known, (index) =>
    front.place(['skills', index]),
  )
  const { before, groups } = byHeading(file.blocks, 2)
  reportStrayText(file, before, `the first ${part}`)
  reportTopHeadings(file)
  const around = {
    source,
    knownSkills: known,
    skills: fields === null ? null : skills,
    ids: new IdSet(),
  }
  return { skills, around, groups }
}

/** Takes the blocks after each heading of a level together. */
export function byHeading(
  blocks: readonly Block[],
  depth: number,
): { before: Block[]; groups: { heading: Heading; blocks: Block[] }[] } {
  const before: Block[] = []
  const groups: { heading: Heading; blocks: Block[] }[] = []
  for (const block of blocks) {
    if (block.type === 'heading' && block.depth <= depth)
      groups.push({ heading: block, blocks: [] })
    else (groups.at(-1)?.blocks ?? before).push(block)
  }
  return { before, groups }
}

/** Text that nobody would see. */
export function reportStrayText(
  around: { source: MarkdownFile['source'] },
  blocks: readonly Block[],
  before: string,
): void {
  const stray = blocks.find((block): block is Exclude<Block, BlockOf<'thematicBreak'>> => {
    return block.type !== 'thematicBreak'
  })
  if (stray !== undefined)
    around.source.warning(
      placeOf(stray),
      'stray-text',
      `What stands before ${before} is not shown to the learner.`,
    )
}

/** In a quiz or a deck, headings of level 1 mean nothing. */
function reportTopHeadings(file: MarkdownFile): void {
  for (const block of file.blocks)
    if (block.type === 'heading' && block.depth === 1)
      file.source.error(
        placeOf(block),
        'bad-heading',
        'Questions and cards are headings of level 2; the title stands in the front matter.',
        '##',
      )
}
