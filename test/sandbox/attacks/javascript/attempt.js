// What all attacks in JavaScript share. Each attempt says in one line what became of it: the lab reads these words.

/** Calls `action`, which gives what it reached (nothing: null, undefined, false or ''), or throws. */
export async function attempt(what, action) {
  let found
  try {
    found = await action()
  } catch (error) {
    console.log('REFUSED', what, '-', String(error?.message ?? error).slice(0, 200))
    return
  }
  if (found === undefined || found === null || found === false || found === '') console.log('REFUSED', what)
  else console.log('REACHED', what, String(found).slice(0, 200))
}

/** Code for a Function of another realm: gives what of the host is there. */
export const LOOK =
  'return [typeof process, typeof require, typeof fetch, typeof Deno, typeof ivm].filter((t) => t !== "undefined").join()'

/** Whether a value is of another realm than the program's own: whoever has one can change what is built in there. */
export function foreign(value) {
  if ((typeof value !== 'object' && typeof value !== 'function') || value === null) return null
  let last = null
  for (let at = Object.getPrototypeOf(value); at !== null; at = Object.getPrototypeOf(at)) last = at
  return last === null || last === Object.prototype ? null : `another realm, through ${typeof value}`
}
