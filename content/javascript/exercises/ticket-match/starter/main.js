const ticket = prompt();
const typed = prompt();

console.log("Ticket:", ticket);
// Replace each false by a comparison.
console.log("Exact:", false);
console.log("Tidied:", false);
