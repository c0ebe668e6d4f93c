const day1 = prompt();
// Read the other two days.

// Work out the total and print the three lines.
console.log("Total:", day1);
