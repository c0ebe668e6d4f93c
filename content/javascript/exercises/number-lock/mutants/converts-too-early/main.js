const lock = Number(prompt());
const typed = Number(prompt());

console.log(`Same text: ${lock === typed}`);
console.log(`Same number: ${lock === typed}`);
console.log(`Apart: ${Math.abs(lock - typed)}`);
console.log(`Next code: ${lock + 1}`);
