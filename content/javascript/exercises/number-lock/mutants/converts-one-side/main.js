const lock = prompt();
const typed = prompt();

const lockNumber = Number(lock);

console.log(`Same text: ${lock === typed}`);
console.log(`Same number: ${lockNumber === typed}`);
console.log(`Apart: ${Math.abs(lockNumber - typed)}`);
console.log(`Next code: ${lockNumber + 1}`);
