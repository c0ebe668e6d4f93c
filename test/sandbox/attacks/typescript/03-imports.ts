// attack: types and values of the host's modules
// promise: library
// from: reference 20
// bound: a few attempts
// expect: refused
for (const name of ['node:fs', 'fs', './../../../../etc/passwd', '@SECRET_FILE@'] as string[])
  try {
    const found = await import(name)
    console.log('REACHED', name, Object.keys(found))
  } catch (error) {
    console.log('REFUSED', name, (error as Error).message)
  }
