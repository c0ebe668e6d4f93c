import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { contracts } from '../src/contracts/index.ts'
import { environmentName, SETTINGS } from '../src/core/config/definitions.ts'
import { jsonSchemas } from '../src/core/course/json-schemas.ts'
import { eventSchemas } from '../src/core/events/types.ts'
import { keysPage } from './generate-keys.ts'

interface ManifestCommand {
  id: string
  summary?: string
  description?: string
  hidden?: boolean
  aliases: string[]
  examples?: (string | { description: string; command: string })[]
  args: Record<string, { description?: string; required?: boolean; options?: string[] }>
  flags: Record<
    string,
    {
      char?: string
      summary?: string
      type: string
      options?: string[]
      helpGroup?: string
      multiple?: boolean
      default?: unknown
    }
  >
}

/** Path → text of every generated file, from the sources and the oclif manifest. */
export async function generatedFiles(root: string): Promise<Map<string, string>> {
  const manifest = JSON.parse(readFileSync(join(root, 'oclif.manifest.json'), 'utf8'))
  const commands: ManifestCommand[] = Object.values(manifest.commands)
  const files = new Map<string, string>()
  files.set('contracts/commands.json', json(commandTree(commands)))
  for (const [type, schema] of Object.entries(eventSchemas))
    files.set(`contracts/events/${type}.schema.json`, json(z.toJSONSchema(schema as z.ZodType)))
  for (const [id, schema] of Object.entries(contracts))
    files.set(
      `contracts/results/${id.replace('/', '.')}.schema.json`,
      json(z.toJSONSchema(schema as z.ZodType)),
    )
  for (const [name, text] of Object.entries(jsonSchemas())) files.set(`schemas/${name}`, text)
  files.set('docs/commands.md', commandReference(commands))
  files.set('docs/configuration.md', configuration())
  files.set('docs/keys.md', keysPage())
  return files
}

const json = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`

/** What scripts depend on: commands, arguments, flags. */
function commandTree(commands: ManifestCommand[]): object {
  return Object.fromEntries(
    commands.map(({ id, aliases, args, flags }) => [
      id,
      {
        aliases,
        args: Object.fromEntries(
          Object.entries(args).map(([name, a]) => [
            name,
            { required: a.required ?? false, options: a.options ?? null },
          ]),
        ),
        flags: Object.fromEntries(
          Object.entries(flags).map(([name, f]) => [
            name,
            {
              char: f.char ?? null,
              type: f.type,
              options: f.options ?? null,
              multiple: f.multiple ?? false,
            },
          ]),
        ),
      },
    ]),
  )
}

function commandReference(commands: ManifestCommand[]): string {
  const shared = Object.entries(commands[0]?.flags ?? {}).filter(
    ([, f]) => f.helpGroup === 'SHARED',
  )
  const flag = (name: string, f: ManifestCommand['flags'][string]) => {
    const value = f.type === 'option' ? ` ${f.options?.join('\\|') ?? name.toUpperCase()}` : ''
    return `| \`${f.char ? `-${f.char}, ` : ''}--${name}${value}\` | ${f.summary ?? ''} |`
  }
  const table = (rows: string[]) =>
    rows.length === 0 ? [] : ['', '| flag | meaning |', '| --- | --- |', ...rows]
  const sections = commands
    .filter((c) => !c.hidden && c.id !== 'index')
    .map((c) => {
      const args = Object.entries(c.args)
        .map(([name, a]) => (a.required ? ` ${name.toUpperCase()}` : ` [${name.toUpperCase()}]`))
        .join('')
      const own = Object.entries(c.flags).filter(([, f]) => f.helpGroup !== 'SHARED')
      const examples = (c.examples ?? []).map((e) =>
        (typeof e === 'string' ? e : e.command).replaceAll('<%= config.bin %>', 'mastery'),
      )
      return [
        `## mastery ${c.id.replaceAll(':', ' ')}${args}`,
        '',
        c.summary ?? '',
        ...(c.description ? ['', c.description] : []),
        ...(c.aliases.length > 0
          ? ['', `Also: ${c.aliases.map((a) => `\`${a}\``).join(', ')}`]
          : []),
        ...table(own.map(([name, f]) => flag(name, f))),
        ...(examples.length > 0 ? ['', '```text', ...examples, '```'] : []),
        '',
      ].join('\n')
    })
  return [
    '# Commands',
    '',
    'Generated from the commands themselves: `mastery help COMMAND` says the same. Bare `mastery` opens the home screen.',
    'Every command takes these flags:',
    ...table(shared.map(([name, f]) => flag(name, f))),
    '',
    ...sections,
  ].join('\n')
}

function configuration(): string {
  const rows = SETTINGS.map((s) => {
    const range = s.choices?.join(', ') ?? (s.min === undefined ? s.type : `${s.min} to ${s.max}`)
    return `| \`${s.key}\` | ${s.description} | ${range} | ${s.default ?? 'unset'} | \`${environmentName(s.key)}\` |`
  })
  return [
    '# Configuration',
    '',
    'A flag wins over an environment variable, that over the `settings` of the nearest `.mastery.json`, that over your own',
    'settings (`mastery config set`), that over the default. `mastery config list` prints each value and its source.',
    '',
    '| setting | meaning | values | default | variable |',
    '| --- | --- | --- | --- | --- |',
    ...rows,
    '',
    'Keys of the screens are settings too: `keys.<screen>.<action>`; see [keys.md](keys.md).',
    '',
    'Files: `MASTERY_HOME` if set; else the XDG folders on Linux and macOS (`~/.local/share/mastery`,',
    '`~/.cache/mastery`), `%APPDATA%` and `%LOCALAPPDATA%` on Windows. `--profile NAME` or `MASTERY_PROFILE` chooses a',
    'profile with folders of its own inside them.',
    '',
    'Your own code lies in the workspace, a folder that you can see: `MASTERY_HOME` does not move it, the setting',
    '`workspace` or `MASTERY_WORKSPACE` does.',
    '',
  ].join('\n')
}
