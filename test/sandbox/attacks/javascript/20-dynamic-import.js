// attack: modules of the host
// promise: library
// from: reference 20
// bound: a few attempts
// expect: refused
import { attempt } from './attempt.js'

const names = ['fs', 'node:fs', 'node:child_process', 'node:net', 'node:os', 'isolated-vm', 'node-inspect-extracted']
for (const name of [...names, 'file:///etc/passwd', 'file://@SECRET_FILE@', '@SECRET_FILE@'])
  await attempt(name, async () => Object.keys(await import(name)).join() || 'a module')
await attempt('with attributes', async () => (await import('@SECRET_FILE@', { with: { type: 'json' } })).default)
await attempt('data:', async () => (await import('data:text/javascript,export default 7')).default)
await attempt('http:', async () => (await import('http://127.0.0.1:@TCP_PORT@/x.js')).default)
await attempt('blob:', async () => (await import('blob:nodedata:1')).default)
await attempt('require', () => require('fs').readFileSync('@SECRET_FILE@', 'utf8'))
await attempt('import.meta', () => import.meta.url ?? import.meta.resolve?.('fs') ?? import.meta.dirname)
