const city = prompt();
const platform = prompt();

console.log("Next train:", city);
console.log("Platform:", platform);
console.log("Have a good trip to", prompt());
