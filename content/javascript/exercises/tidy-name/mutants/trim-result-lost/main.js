const typed = prompt();
typed.trim();
const name = typed[0].toUpperCase() + typed.slice(1).toLowerCase();

console.log("Name:", name);
console.log("Letters:", name.length);
console.log("Last:", name.at(-1).toUpperCase());
