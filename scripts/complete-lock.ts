/**
 * Run after `npm install` changed package-lock.json: `node scripts/complete-lock.ts`.
 * npm leaves out optional packages of other platforms that a registry (a mirror, say) does not carry, and `npm ci`
 * then refuses the lock file. Their versions are known from the package that asks for them, and their platform from
 * their name, so they are written in; only a machine of that platform ever fetches them.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

interface LockEntry {
  version?: string
  dev?: boolean
  optional?: boolean
  extraneous?: boolean
  os?: string[]
  cpu?: string[]
  libc?: string[]
  optionalDependencies?: Record<string, string>
}

const file = join(import.meta.dirname, '../package-lock.json')
const lock: { packages: Record<string, LockEntry> } = JSON.parse(readFileSync(file, 'utf8'))

const SYSTEMS = [
  'aix',
  'android',
  'darwin',
  'freebsd',
  'linux',
  'netbsd',
  'openbsd',
  'openharmony',
  'sunos',
  'win32',
]
const CPUS = [
  'arm64',
  'arm',
  'ia32',
  'loong64',
  'mips64el',
  'ppc64',
  'riscv64',
  's390x',
  'wasm32',
  'x64',
]

function platformOf(name: string): Pick<LockEntry, 'os' | 'cpu' | 'libc'> | null {
  const os = SYSTEMS.find((word) => name.includes(`-${word}`) || name.includes(`/${word}`))
  const cpu = CPUS.find((word) => new RegExp(`-${word}(-|$)`).test(name))
  if (os === undefined || cpu === undefined) return null
  const libc = /musl/.test(name) ? ['musl'] : /gnu/.test(name) ? ['glibc'] : undefined
  return { os: [os], cpu: [cpu], ...(libc === undefined ? {} : { libc }) }
}

let added = 0
for (const [path, entry] of Object.entries(lock.packages)) {
  if (entry.extraneous) delete lock.packages[path]
  for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
    const place = `node_modules/${name}`
    const platform = platformOf(name)
    if (place in lock.packages || platform === null || !/^\d/.test(version)) continue
    lock.packages[place] = {
      version,
      ...platform,
      ...(entry.dev ? { dev: true } : {}),
      optional: true,
    }
    added++
  }
}
const [root, ...rest] = Object.entries(lock.packages)
lock.packages = Object.fromEntries([
  root as [string, LockEntry],
  ...rest.sort(([a], [b]) => (a < b ? -1 : 1)),
])
writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`)
process.stdout.write(`${added} packages of other platforms written in\n`)
