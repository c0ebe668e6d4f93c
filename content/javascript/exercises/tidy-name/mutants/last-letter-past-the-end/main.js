const clean = prompt().trim();
const name = clean[0].toUpperCase() + clean.slice(1).toLowerCase();

console.log("Name:", name);
console.log("Letters:", name.length);
console.log("Last:", name[name.length]);
