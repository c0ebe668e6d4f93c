const harbour = prompt().trim().toUpperCase();
const departure = prompt();
const minutesAtSea = Number(prompt());
const passengers = Number(prompt());
const price = Number(prompt());

// Count in minutes since midnight.
const start = Number(departure.slice(0, 2)) * 60 + Number(departure.slice(3, 5));
const end = start + minutesAtSea;
const sameDay = end < 24 * 60;

const hour = String(Math.floor(end / 60) % 24);
const minute = String(end % 60);

const fare = passengers * price;

console.log("==== FERRY TICKET ====");
console.log(`To:       ${harbour}`);
console.log(`Leaves:   ${departure}`);
console.log(`Arrives:  ${hour}:${minute}`);
console.log(`Same day: ${sameDay}`);
console.log(`Fare:     ${passengers} x ${price.toFixed(2)} = ${fare.toFixed(2)}`);
console.log("=".repeat(22));
