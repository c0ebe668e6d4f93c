const typed = prompt();

// Tidy up what was typed, step by step.
const name = typed;

console.log("Name:", name);
console.log("Letters:", name.length);
