/**
 * Builds dist/: one ahead-of-time bundle per entry with shared chunks, the oclif manifest, and the bundled
 * courses in compiled form. Runs on `npm ci` through `prepare`.
 */
import {
  existsSync,
  globSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { build, type Plugin } from 'esbuild'
import { buildJest } from './jest-bundles/build.ts'
import { LEAN_ENTRY, LEAN_OCLIF, leanParser } from './lean-oclif/stubs.ts'

const root = join(import.meta.dirname, '..')
process.chdir(root)
// Each command's bundle has a listener of its own on standard output.
process.stdout.setMaxListeners(0)

/** Filled first and put in place as a whole: whoever runs mastery meanwhile sees the old one or the new one. */
const out = `dist-${process.pid}`

const commandFiles = globSync('src/commands/**/*.ts').sort()
const commandId = (file: string) =>
  relative('src/commands', file).replace(/\.ts$/, '').replaceAll('\\', '/').replaceAll('/', ':')

/**
 * Native and WebAssembly packages stay outside: they find their binaries beside themselves. So do execa and acorn,
 * which would make every command's file larger for the few that lint or trace JavaScript.
 */
const external = [
  'acorn',
  'acorn-walk',
  'better-sqlite3',
  'execa',
  'sqlite-vec',
  'isolated-vm',
  'oxc-transform',
  'oxlint',
  '@astral-sh/ruff-wasm-nodejs',
  'web-tree-sitter',
  '@vscode/tree-sitter-wasm',
]

/** Bundled CommonJS packages expect these names. */
const banner = {
  js: [
    "import { createRequire as __createRequire } from 'node:module';",
    'const require = __createRequire(import.meta.url);',
    'const __filename = import.meta.filename; const __dirname = import.meta.dirname;',
  ].join(''),
}

const leanOclif: Plugin = {
  name: 'lean-oclif',
  setup(plugin) {
    plugin.onResolve({ filter: /^@oclif\/core$/ }, () => ({
      path: 'entry',
      namespace: 'lean-oclif',
    }))
    plugin.onLoad({ filter: /.*/, namespace: 'lean-oclif' }, () => ({
      contents: LEAN_ENTRY,
      resolveDir: root,
    }))
    plugin.onLoad({ filter: /@oclif[\\/]core[\\/]lib[\\/]/ }, ({ path }) => {
      const file = path.replaceAll('\\', '/').split('/@oclif/core/lib/').at(-1) ?? ''
      if (file === 'parser/parse.js')
        return { contents: leanParser(readFileSync(path, 'utf8')), loader: 'js' }
      const contents = LEAN_OCLIF[file]
      return contents === undefined ? null : { contents, loader: 'js' }
    })
  },
}

/** ink asks for the developer tools only when DEV is set; they must not be in the bundle. */
const noDevtools: Plugin = {
  name: 'no-devtools',
  setup(plugin) {
    plugin.onResolve({ filter: /^react-devtools-core$/ }, () => ({
      path: 'none',
      namespace: 'empty',
    }))
    plugin.onLoad({ filter: /.*/, namespace: 'empty' }, () => ({ contents: 'export default {}' }))
  },
}

const options = {
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node24',
  outdir: out,
  minify: true,
  legalComments: 'none',
  external,
  banner,
  define: {
    'process.env.NODE_ENV': '"production"',
  },
  logLevel: 'warning',
} as const

/**
 * A command that opens no screen becomes one CommonJS file: it starts a fifth faster than modules do. Screens
 * need modules (yoga awaits at its top level), so the commands that can open one share chunks of modules.
 */
const screenCommands = await commandsWithScreens()
const entry = (file: string) => ({
  in: file,
  out: `commands/${commandId(file).replaceAll(':', '/')}`,
})
const workers = globSync('src/sandbox/**/*-worker.ts')
await build({
  ...options,
  format: 'cjs',
  outExtension: { '.js': '.cjs' },
  banner: {
    js: "const __url = require('node:url').pathToFileURL(__filename).href;",
  },
  define: {
    ...options.define,
    'import.meta.url': '__url',
    'import.meta.dirname': '__dirname',
    'import.meta.filename': '__filename',
    __COMMANDS__: JSON.stringify(
      Object.fromEntries(
        commandFiles.map((file) => [
          commandId(file),
          screenCommands.has(file) ? 'module' : 'commonjs',
        ]),
      ),
    ),
  },
  entryPoints: [
    { in: 'src/main.ts', out: 'main' },
    ...commandFiles.filter((file) => !screenCommands.has(file)).map(entry),
    // A sandbox's worker is started for every run: modules would cost it a third more.
    ...workers.map((file) => ({ in: file, out: relative('src', file).replace(/\.ts$/, '') })),
  ],
  plugins: [leanOclif],
})
await build({
  ...options,
  entryPoints: [...commandFiles.filter((file) => screenCommands.has(file)).map(entry)],
  splitting: true,
  chunkNames: 'chunks/[name]-[hash]',
  plugins: [leanOclif, noDevtools],
})
await build({
  ...options,
  entryPoints: [
    { in: 'src/help.ts', out: 'help' },
    { in: 'scripts/build-time.ts', out: 'build-time' },
  ],
})

await buildJest(root, join(out, 'sandbox/jest'))

mkdirSync(join(out, 'content'), { recursive: true })
const buildTime = await import(join(root, out, 'build-time.js'))
const manifest = await buildTime.commandManifest(
  await Promise.all(
    commandFiles.map(async (file) => {
      const built = join(
        root,
        out,
        `${entry(file).out}${screenCommands.has(file) ? '.js' : '.cjs'}`,
      )
      const module = await import(built)
      return [commandId(file), module.default.default ?? module.default]
    }),
  ),
)
writeIfChanged('oclif.manifest.json', `${JSON.stringify(manifest, null, 2)}\n`)
for (const folder of globSync('content/*/course.yaml').map(dirname).sort()) {
  const course = await buildTime.compileBundled(join(root, folder))
  writeFileSync(join(out, 'content', `${course.id}.json`), JSON.stringify(course))
}
rmSync(join(out, 'build-time.js'))
const old = `${out}-old`
if (existsSync('dist')) renameSync('dist', old)
renameSync(out, 'dist')
rmSync(old, { recursive: true, force: true })

function writeIfChanged(file: string, text: string): void {
  if (!existsSync(file) || readFileSync(file, 'utf8') !== text) writeFileSync(file, text)
}

/** Commands from which ink can be reached. */
async function commandsWithScreens(): Promise<Set<string>> {
  const { metafile } = await build({
    ...options,
    entryPoints: commandFiles,
    outbase: 'src',
    external: [...external, '@oclif/core', 'ink', 'react', 'react/jsx-runtime'],
    splitting: true,
    write: false,
    metafile: true,
  })
  const reaches = (file: string, seen: Set<string>): boolean => {
    if (seen.has(file)) return false
    seen.add(file)
    const imports = metafile.inputs[file]?.imports ?? []
    return imports.some(({ path }) => path === 'ink' || reaches(path, seen))
  }
  return new Set(commandFiles.filter((file) => reaches(file.replaceAll('\\', '/'), new Set())))
}
