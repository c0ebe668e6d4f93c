const line = prompt();
const number = parseFloat(line);

console.log(`Text: [${line}]`);
console.log(`Type: ${typeof line}`);
console.log(`Number: ${number}`);
console.log(`Is NaN: ${Number.isNaN(number)}`);
console.log(`Same text: ${String(number) === line}`);
