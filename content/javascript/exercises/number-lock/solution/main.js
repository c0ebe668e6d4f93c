const lock = prompt();
const typed = prompt();

const lockNumber = Number(lock);
const typedNumber = Number(typed);

console.log(`Same text: ${lock === typed}`);
console.log(`Same number: ${lockNumber === typedNumber}`);
console.log(`Apart: ${Math.abs(lockNumber - typedNumber)}`);
console.log(`Next code: ${lockNumber + 1}`);
