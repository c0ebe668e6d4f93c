// Line 1 of the input is the city, line 2 is the platform.
const city = prompt();

console.log("Next train:");
