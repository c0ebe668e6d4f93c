// Attempts what no learner's program may do. Each function gives null when it was refused.

const reached = (name) => {
  try {
    // biome-ignore lint/security/noGlobalEval: a probe tries everything
    return globalThis.eval(`typeof ${name}`) !== 'undefined'
  } catch {
    return false
  }
}

/** The host's own objects, through every constructor that is in reach. */
function breakOut(code) {
  for (const way of [console.log, prompt, setTimeout, structuredClone, console, Error, Promise]) {
    try {
      const found = way.constructor.constructor(code)()
      if (found) return found
    } catch {}
  }
  return null
}

export function read() {
  if (reached('process') || reached('require') || reached('Deno')) return 'reached the host'
  return breakOut('return typeof process !== "undefined" && "read the process"')
}

export async function write() {
  for (const name of ['fs', 'node:fs']) {
    try {
      await import(name)
      return `imported ${name}`
    } catch {}
  }
  return breakOut('return typeof require === "function" && "reached require"')
}

export function connect() {
  for (const name of ['fetch', 'XMLHttpRequest', 'WebSocket', 'navigator'])
    if (reached(name)) return `reached ${name}`
  return null
}

export function fork() {
  for (const name of ['Worker', 'SharedArrayBuffer', 'WebAssembly', 'Atomics'])
    if (reached(name)) return `reached ${name}`
  return null
}

export async function library() {
  for (const name of ['isolated-vm', 'expect', 'file:///app/inspect.js', 'data:text/javascript,1'])
    try {
      await import(name)
      return `imported ${name}`
    } catch {}
  return null
}

export function allocate() {
  const kept = []
  for (let count = 0; count < 400; count++) kept.push(new Array(100_000).fill(count))
  return kept.length
}

export function loop() {
  for (;;) {}
}
