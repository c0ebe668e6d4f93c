const item = prompt();
const count = Number(prompt());
const price = Number(prompt());

const total = count * price;

console.log(`${count} x ${item} at ${price} each`);
console.log("-".repeat(20));
console.log(`${item.padEnd(12, ".")}${String(total).padStart(8)}`);
