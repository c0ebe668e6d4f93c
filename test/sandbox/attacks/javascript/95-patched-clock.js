// attack: clocks and timers that the program replaces
// promise: time
// from: a limit that asks the guest for the time
// bound: one thousand million steps
// expect: timedOut
Date.now = () => 0
globalThis.setTimeout = globalThis.setInterval = globalThis.setImmediate = () => 0
globalThis.Date = class {}
for (let count = 0; count < 4e10; count++);
console.log('REACHED the end of the loop')
