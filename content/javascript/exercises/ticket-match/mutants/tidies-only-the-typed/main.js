const ticket = prompt();
const typed = prompt();

const tidyTyped = typed.trim().toUpperCase();

console.log("Ticket:", ticket);
console.log("Exact:", ticket === typed);
console.log("Tidied:", ticket === tidyTyped);
console.log("Same ending:", ticket.slice(-3) === tidyTyped.slice(-3));
