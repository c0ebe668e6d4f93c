const line = prompt();
const number = Number(line);

console.log(`Text: [${line}]`);
console.log(`Type: ${typeof line}`);
console.log(`Number: ${number}`);
console.log(`Is NaN: ${Number.isNaN(number)}`);
console.log(`Same text: ${number === line}`);
