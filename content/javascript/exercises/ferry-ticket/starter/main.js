const harbour = prompt();
const departure = prompt();
// Read the other three lines.

console.log("==== FERRY TICKET ====");
console.log(`To:       ${harbour}`);
console.log(`Leaves:   ${departure}`);
