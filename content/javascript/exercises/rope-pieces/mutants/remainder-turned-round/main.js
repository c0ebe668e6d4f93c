const rope = Number(prompt());
const piece = Number(prompt());

const pieces = Math.floor(rope / piece);
const rest = piece % rope;

console.log("Pieces:", pieces);
console.log("Left over:", rest);
console.log("Short by:", piece - rest);
