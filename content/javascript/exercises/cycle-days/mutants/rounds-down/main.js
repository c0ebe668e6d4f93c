const day1 = Number(prompt());
const day2 = Number(prompt());
const day3 = Number(prompt());

const total = day1 + day2 + day3;

console.log("Total:", total);
console.log("Average:", Math.floor(total / 3));
console.log("Longest:", Math.max(day1, day2, day3));
