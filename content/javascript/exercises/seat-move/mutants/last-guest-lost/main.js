let seat1 = prompt();
let seat2 = prompt();
let seat3 = prompt();

seat3 = seat2;
seat2 = seat1;
seat1 = seat3;

console.log("Seat 1:", seat1);
console.log("Seat 2:", seat2);
console.log("Seat 3:", seat3);
