import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { resolve } from 'node:path'
import { build } from 'esbuild'

/** The fixtures as JavaScript that node can run, built as the product is. */
export async function bundleFixtures(): Promise<{ run: string; remove(): void }> {
  // Inside the checkout, so that packages are found.
  mkdirSync('node_modules/.cache', { recursive: true })
  const outdir = mkdtempSync('node_modules/.cache/mastery-screens-')
  await build({
    entryPoints: ['test/tui/fixtures/run.ts'],
    outdir,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    outExtension: { '.js': '.mjs' },
    define: { 'process.env.NODE_ENV': '"production"' },
    banner: {
      js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
    },
    plugins: [
      {
        name: 'no-devtools',
        setup(plugin) {
          plugin.onResolve({ filter: /^react-devtools-core$/ }, () => ({
            path: 'none',
            namespace: 'empty',
          }))
          plugin.onLoad({ filter: /.*/, namespace: 'empty' }, () => ({
            contents: 'export default {}',
          }))
        },
      },
    ],
    logLevel: 'silent',
  })
  return {
    run: resolve(outdir, 'run.mjs'),
    remove: () => rmSync(outdir, { recursive: true, force: true }),
  }
}
