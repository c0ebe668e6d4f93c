const line = prompt();

console.log(`Text: [${line}]`);
// Four more facts to print.
