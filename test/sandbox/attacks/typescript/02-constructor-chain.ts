// attack: the host through what the compiler makes: enums, namespaces, decorators
// promise: host
// from: reference 14
// bound: a few lookups
// expect: refused
enum Way {
  Console,
  Error,
}
namespace Host {
  export const look = 'return typeof process === "undefined" ? "" : "process"'
}
for (const way of [console, new Error('one'), Way, Host] as object[]) {
  const found = (way as any).constructor.constructor(Host.look)()
  console.log(found ? `REACHED ${found}` : 'REFUSED a constructor')
}
