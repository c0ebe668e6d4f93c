const item = prompt();
const count = Number(prompt());
const price = Number(prompt());

const total = Math.round(count * price);

console.log(`${count} x ${item} at ${price.toFixed(2)} each`);
console.log("-".repeat(20));
console.log(`${item.padEnd(12, ".")}${total.toFixed(2).padStart(8)}`);
