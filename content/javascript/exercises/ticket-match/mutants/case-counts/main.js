const ticket = prompt();
const typed = prompt();

const tidyTicket = ticket.trim();
const tidyTyped = typed.trim();

console.log("Ticket:", tidyTicket);
console.log("Exact:", ticket === typed);
console.log("Tidied:", tidyTicket === tidyTyped);
console.log("Same ending:", tidyTicket.slice(-3) === tidyTyped.slice(-3));
