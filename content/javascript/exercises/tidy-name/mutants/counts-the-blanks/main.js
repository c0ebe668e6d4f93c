const typed = prompt();
const clean = typed.trim();
const name = clean[0].toUpperCase() + clean.slice(1).toLowerCase();

console.log("Name:", name);
console.log("Letters:", typed.length);
console.log("Last:", name.at(-1).toUpperCase());
