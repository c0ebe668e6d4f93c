import { nearest } from '../nearest.ts'
import { IdSet } from './ids.ts'
import type { ItemKind, Skill } from './model.ts'
import { listed, type SourceFileView } from './problems.ts'
import { courseSchema, skillsSchema } from './schemas.ts'
import { salvage, validate } from './validate.ts'
import { parseYaml, type Yaml } from './yaml.ts'

const KINDS: readonly ItemKind[] = ['lesson', 'quiz', 'deck', 'exercise']

/** Reads skills.yaml. An empty list, with problems reported, when it is broken. */
export function readSkills(source: SourceFileView): Skill[] {
  const yaml = parseYaml(source, source.text, { text: (path) => path.at(-1) === 'title' })
  const written = yaml === null ? null : validate(source, yaml, skillsSchema)
  if (yaml === null || written === null) return salvagedSkills(yaml)
  const known = new Map<string, Skill>()
  for (const [index, skill] of written.skills.entries()) {
    if (known.has(skill.id))
      source.error(
        yaml.place(['skills', index, 'id']),
        'duplicate-id',
        `The skill "${skill.id}" stands here twice.`,
      )
    else known.set(skill.id, skill)
  }
  for (const [index, skill] of written.skills.entries())
    for (const [at, needed] of skill.requires.entries())
      if (!known.has(needed))
        source.error(
          yaml.place(['skills', index, 'requires', at]),
          'unknown-skill',
          `There is no skill "${needed}".`,
          nearest(needed, known.keys()),
        )
  reportCycles(source, yaml, written.skills)
  return [...known.values()]
}

/** So that one mistake in skills.yaml does not make every skill unknown. */
function salvagedSkills(yaml: Yaml | null): Skill[] {
  const list = (yaml?.value as { skills?: unknown } | null | undefined)?.skills
  if (!Array.isArray(list)) return []
  return list.flatMap((skill) => {
    const id = (skill as { id?: unknown } | null)?.id
    return typeof id === 'string' ? [{ id, title: id, requires: [] }] : []
  })
}

function reportCycles(source: SourceFileView, yaml: Yaml, skills: readonly Skill[]): void {
  const requires = new Map(skills.map((skill) => [skill.id, skill.requires]))
  const done = new Set<string>()
  const reported = new Set<string>()
  const visit = (id: string, path: readonly string[]): void => {
    const start = path.indexOf(id)
    if (start !== -1) {
      const circle = path.slice(start)
      if (!circle.some((member) => reported.has(member))) {
        for (const member of circle) reported.add(member)
        const index = skills.findIndex((skill) => skill.id === circle.at(-1))
        source.error(
          yaml.place(['skills', index, 'requires']),
          'cycle',
          `These skills require each other: ${[...circle, id].join(' → ')}.`,
        )
      }
      return
    }
    if (done.has(id)) return
    for (const next of requires.get(id) ?? []) visit(next, [...path, id])
    done.add(id)
  }
  for (const { id } of skills) visit(id, [])
}

/** An item that a file holds: `id` and where its id is written. */
export interface FoundItem {
  id: string
  kind: ItemKind
  path: string
}

/** Reads course.yaml. With problems reported, what can be read of it when it is broken; null when that is nothing. */
export function readCourseFile(source: SourceFileView) {
  const yaml = parseYaml(source, source.text, {
    text: (path) => /^(title|description|version)$/.test(String(path.at(-1))),
  })
  if (yaml === null) return null
  const fields = validate(source, yaml, courseSchema)
  if (fields !== null) return { yaml, fields }
  const { outline, retired = [], aliases = {}, ...rest } = salvage(yaml, courseSchema)
  if (outline === undefined) return null
  const { id = '', title = '', description = '', version = '', language = '', licence = '' } = rest
  const known = { format: 'mastery/1', id, title, description, version, language, licence } as const
  return { yaml, fields: { ...known, outline, retired, aliases } }
}

export type CourseFile = NonNullable<ReturnType<typeof readCourseFile>>

/** Item id → its unit, in teaching order. Reports what is missing on either side. */
export function readOutline(
  source: SourceFileView,
  { yaml, fields }: CourseFile,
  items: readonly FoundItem[],
): Map<string, string> {
  const units = new IdSet()
  const order = new Map<string, string>()
  const meant = new Set<string | null>()
  const byName = new Map(items.map((item) => [`${item.kind}:${item.id}`, item]))
  const byId = new Map(items.map((item) => [item.id, item]))
  for (const [at, unit] of fields.outline.entries()) {
    units.take(source, unit.unit, yaml.place(['outline', at, 'unit']), 'a unit')
    for (const [index, entry] of unit.items.entries()) {
      const place = yaml.place(['outline', at, 'items', index])
      const item = byName.get(entry)
      if (item === undefined) meant.add(reportEntry(source, place, entry, byName, byId))
      else if (order.has(item.id))
        source.error(place, 'duplicate-id', `"${entry}" stands in the outline twice.`)
      else order.set(item.id, unit.unit)
    }
  }
  for (const item of byId.values())
    if (!order.has(item.id) && !meant.has(`${item.kind}:${item.id}`))
      source.problems.error(
        item.path,
        { line: 1, column: 1 },
        'not-in-outline',
        `The ${item.kind} "${item.id}" stands in no unit of course.yaml.`,
        `${item.kind}:${item.id} among the items of a unit`,
      )
  return order
}

/** @returns the entry that was probably meant */
function reportEntry(
  source: SourceFileView,
  place: { line: number; column: number },
  entry: string,
  byName: ReadonlyMap<string, FoundItem>,
  byId: ReadonlyMap<string, FoundItem>,
): string | null {
  const [kind = '', id = ''] = entry.split(':')
  const same = byId.get(id) ?? byId.get(entry)
  if (same !== undefined) {
    const right = `${same.kind}:${same.id}`
    source.error(place, 'unknown-item', `"${entry}" should be "${right}".`, right)
    return right
  }
  if (!KINDS.some((known) => known === kind)) {
    const nearKind = nearest(kind, KINDS)
    const message = `"${entry}" does not begin with ${listed(KINDS)} and a colon.`
    const near = nearKind === null ? null : `${nearKind}:${id}`
    source.error(place, 'unknown-item', message, near)
    return near
  }
  const ofKind = [...byName.keys()].filter((name) => name.startsWith(`${kind}:`))
  const near = nearest(entry, ofKind) ?? nearest(entry, byName.keys())
  source.error(place, 'unknown-item', `There is no ${kind} "${id}".`, near)
  return near
}

/** Rules for ids that are gone or renamed; `present` holds item ids and `<item>/<part>`. */
export function checkOldNames(
  source: SourceFileView,
  { yaml, fields }: CourseFile,
  present: ReadonlySet<string>,
): void {
  const { retired, aliases } = fields
  for (const [index, id] of retired.entries()) {
    const place = yaml.place(['retired', index])
    if (present.has(id))
      source.error(
        place,
        'retired-in-use',
        `"${id}" is retired but still in the course.`,
        'a new id',
      )
    if (Object.hasOwn(aliases, id))
      source.error(place, 'retired-in-use', `"${id}" is retired and has an alias.`, 'keep one')
    if (retired.indexOf(id) !== index)
      source.error(place, 'duplicate-id', `"${id}" is retired twice.`)
  }
  for (const [old, now] of Object.entries(aliases)) {
    const place = yaml.place(['aliases', old])
    if (present.has(old))
      source.error(
        yaml.place(['aliases', old], 'key'),
        'alias-in-use',
        `"${old}" is an old name, but still in the course.`,
      )
    if (old.includes('/') !== now.includes('/'))
      source.error(place, 'bad-alias', 'An item cannot become a part, nor a part an item.')
    else if (isCircular(old, aliases))
      source.error(place, 'cycle', `The aliases of "${old}" go in a circle.`)
    else if (!present.has(now) && !Object.hasOwn(aliases, now) && !retired.includes(now))
      source.error(place, 'unknown-item', `There is no "${now}".`, nearest(now, present))
  }
}

function isCircular(start: string, aliases: Readonly<Record<string, string>>): boolean {
  const seen = new Set<string>()
  for (let at: string | undefined = start; at !== undefined; ) {
    if (seen.has(at)) return true
    seen.add(at)
    at = Object.hasOwn(aliases, at) ? aliases[at] : undefined
  }
  return false
}
