const lock = prompt();
const typed = prompt();

console.log(`Same text: ${lock === typed}`);
console.log(`Same number: ${lock == typed}`);
console.log(`Apart: ${Math.abs(lock - typed)}`);
console.log(`Next code: ${Number(lock) + 1}`);
