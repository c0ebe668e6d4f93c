const line = prompt();
const number = Number(line);

console.log(`Text: [${line}]`);
console.log(`Type: ${typeof line}`);
console.log(`Number: ${number}`);
console.log(`Is NaN: ${number === NaN}`);
console.log(`Same text: ${String(number) === line}`);
