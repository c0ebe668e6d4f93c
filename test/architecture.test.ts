import { globSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { expect, test } from 'vitest'

const root = join(import.meta.dirname, '..')

interface Rule {
  /** Files the rule is for: the first rule whose pattern matches a file decides. */
  files: RegExp
  /** Files of our own that they may import. */
  own: RegExp
  /** Packages and `node:` modules that they may import. */
  packages?: RegExp
}

/** The domains in their order: each may import those before it. */
const DOMAINS = [
  'events',
  'course',
  'search',
  'learner',
  'review',
  'trace',
  'grading',
  'practice',
  'tutor',
]

/** Libraries that compute and touch nothing. */
const PURE =
  /^(zod|yaml|unified|remark-parse|remark-gfm|mdast.*|unist.*|string-width|@dodona\/dolos-core)$/

const RULES: Rule[] = [
  ...DOMAINS.map((domain, index) => ({
    files: new RegExp(`^src/core/${domain}/`),
    own: new RegExp(
      `^src/core/(errors|nearest|(${DOMAINS.slice(0, index + 1).join('|')})/[^.]+)\\.ts$`,
    ),
    // Hashes are arithmetic, not the machine.
    packages: domain === 'course' ? /^(zod|yaml|unified|remark-.*|node:crypto)$/ : PURE,
  })),
  {
    files: /^src\/core\/(store|llm|config)\//,
    own: /^src\/core\//,
    packages: /^(better-sqlite3|sqlite-vec|openai|node:(fs|path|crypto))$/,
  },
  { files: /^src\/core\/[^/]+\.ts$/, own: /^src\/core\/[^/]+\.ts$/, packages: /^$/ },
  {
    files: /^src\/host\//,
    own: /^src\/(host|core)\//,
    packages: /^(execa|yauzl|tar|yaml|node:.*)$/,
  },
  {
    files: /^src\/sandbox\/(?!guest\/jest\/)/,
    own: /^src\/(sandbox|core\/(trace|grading|course|errors|nearest))/,
    packages:
      /^(isolated-vm|execa|oxc-transform|acorn|acorn-walk|oxlint|node-inspect-extracted|@astral-sh\/ruff-wasm-nodejs|web-tree-sitter|@vscode\/tree-sitter-wasm|node:.*)$/,
  },
  {
    // Bundled into the guest's programs by scripts/jest-bundles; nothing of it is loaded outside the isolate.
    files: /^src\/sandbox\/guest\/jest\//,
    own: /^src\/sandbox\/guest\/jest\//,
    packages: /^(expect|jest-each|jest-mock|@sinonjs\/fake-timers)$/,
  },
  {
    files: /^src\/tui\/plain\//,
    own: /^src\/(core|host|tui\/plain)\//,
    packages: /^(chalk|string-width|wrap-ansi|unified|remark-.*|mdast.*|node:module)$/,
  },
  {
    files: /^src\/tui\/(presenters|state|keys|key-setting)/,
    own: /^src\/(core\/|tui\/(presenters|state|keys|plain|screens\/props))/,
    packages: /^string-width$/,
  },
  {
    // The same screens without ink: a conversation must not pay for it, and tests open them without a terminal.
    files: /^src\/tui\/(linear|open|screens|session|terminal)/,
    own: /^src\/(core\/|tui\/)/,
    packages: /^node:/,
  },
  {
    files: /^src\/tui\//,
    own: /^src\/(core\/|tui\/)/,
    packages: /^(ink|react|react\/.*|string-width|node:.*)$/,
  },
  {
    files: /^src\/commands\//,
    own: /^src\/(base-command|screen-command|grade-flags|completion|package-root|core\/|host\/|tui\/plain\/|tui\/linear\/|tui\/screens\/props|tui\/key-setting|tui\/render)/,
    packages: /^(@oclif\/core|node:(fs|path|process|timers\/promises|events))$/,
  },
  { files: /^src\/contracts\//, own: /^src\/(contracts|core)\//, packages: /^zod$/ },
  {
    files: /^src\/(context|lazy)\.ts$/,
    own: /^src\/(core|host|sandbox|package-root|lazy)/,
    packages: /^node:/,
  },
  {
    files: /^src\/screen-command\.ts$/,
    own: /^src\/(base-command|core\/|host\/hands|tui\/render)/,
  },
  {
    files: /^src\/[^/]+\.ts$/,
    own: /^src\/(core\/|tui\/plain\/|base-command|context|error-words|unknown-command|package-root|completion)/,
    packages: /^(@oclif\/core|node:.*)$/,
  },
]

const files = globSync('src/**/*.{ts,tsx}', { cwd: root })
  .map((f) => f.replaceAll('\\', '/'))
  .sort()

interface Import {
  from: string
  dynamic: boolean
  /** `import type`: gone once it is built. */
  typeOnly: boolean
}

function importsOf(file: string): Import[] {
  const text = readFileSync(join(root, file), 'utf8').replaceAll(
    /\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm,
    '',
  )
  const found: Import[] = []
  for (const match of text.matchAll(
    /(?:^|\n)\s*(?:import|export)\s([^'"]*?)from\s*'([^']+)'|(?:^|\n)\s*import\s*'([^']+)'/g,
  )) {
    const typeOnly = /^type\s/.test(match[1] ?? '')
    found.push({ from: (match[2] ?? match[3]) as string, dynamic: false, typeOnly })
  }
  for (const match of text.matchAll(/import\(\s*'([^']+)'\s*\)/g))
    found.push({ from: match[1] as string, dynamic: true, typeOnly: false })
  return found
}

const local = (file: string, from: string) =>
  relative(root, resolve(root, dirname(file), from)).replaceAll('\\', '/')

test('every file imports only what its folder may', () => {
  const wrong: string[] = []
  for (const file of files) {
    const rule = RULES.find((r) => r.files.test(file))
    if (rule === undefined) {
      wrong.push(`${file}: no rule says what it may import`)
      continue
    }
    for (const { from } of importsOf(file)) {
      const ok = from.startsWith('.')
        ? rule.own.test(local(file, from))
        : (rule.packages?.test(from) ?? false)
      if (!ok) wrong.push(`${file}: ${from}`)
    }
  }
  expect(wrong).toEqual([])
})

test('every rule still matches a file', () => {
  const folders = new Set(RULES.map((rule) => rule.files.source))
  for (const file of files) {
    const rule = RULES.find((r) => r.files.test(file))
    if (rule !== undefined) folders.delete(rule.files.source)
  }
  // Folders of the layout that a later part fills.
  const later = ['search', 'tutor'].map((domain) => new RegExp(`^src/core/${domain}/`).source)
  expect([...folders].filter((source) => !later.includes(source))).toEqual([])
})

test('screens and heavy packages load only when they are needed', () => {
  const heavy =
    /^(ink|react|openai|isolated-vm|oxc-transform|acorn|acorn-walk|web-tree-sitter|unified|remark-.*|zod)$/
  const entry = (file: string, seen = new Set<string>()): string[] => {
    if (seen.has(file)) return []
    seen.add(file)
    return importsOf(file).flatMap(({ from, dynamic, typeOnly }) => {
      if (dynamic || typeOnly) return []
      if (!from.startsWith('.')) return heavy.test(from) ? [`${file}: ${from}`] : []
      return entry(local(file, from), seen)
    })
  }
  for (const command of files.filter((f) => f.startsWith('src/commands/')))
    expect([command, entry(command)]).toEqual([command, []])
})

test('a command is at most 60 lines, a file is one idea', () => {
  const lines = (file: string) => readFileSync(join(root, file), 'utf8').split('\n').length - 1
  const long = files.filter((f) => f.startsWith('src/commands/') && lines(f) > 60)
  expect(long).toEqual([])
  const sizes = files.map(lines).sort((a, b) => a - b)
  expect(sizes[Math.floor(sizes.length / 2)]).toBeLessThanOrEqual(120)
})
