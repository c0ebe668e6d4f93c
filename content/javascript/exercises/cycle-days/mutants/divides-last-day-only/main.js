const day1 = Number(prompt());
const day2 = Number(prompt());
const day3 = Number(prompt());

console.log("Total:", day1 + day2 + day3);
console.log("Average:", Math.round(day1 + day2 + day3 / 3));
console.log("Longest:", Math.max(day1, day2, day3));
