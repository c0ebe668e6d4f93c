const ticket = prompt();
const typed = prompt();

const tidyTicket = ticket.trim().toUpperCase();
const tidyTyped = typed.trim().toUpperCase();

console.log("Ticket:", tidyTicket);
console.log("Exact:", ticket.length === typed.length);
console.log("Tidied:", tidyTicket.length === tidyTyped.length);
console.log("Same ending:", tidyTicket.slice(-3) === tidyTyped.slice(-3));
