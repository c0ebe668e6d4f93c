const clean = prompt().trim();
const name = clean[0].toUpperCase() + clean.slice(2).toLowerCase();

console.log("Name:", name);
console.log("Letters:", name.length);
console.log("Last:", name.at(-1).toUpperCase());
