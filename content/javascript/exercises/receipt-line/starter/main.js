const item = prompt();
const count = Number(prompt());
const price = Number(prompt());

console.log(`${item}`);
