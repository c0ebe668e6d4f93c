const lock = prompt();
const typed = prompt();

console.log(`Same text: ${lock === typed}`);
// Now as numbers.
console.log(`Next code: ${lock + 1}`);
