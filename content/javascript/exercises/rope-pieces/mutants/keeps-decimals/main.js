const rope = Number(prompt());
const piece = Number(prompt());

const pieces = rope / piece;
const rest = rope % piece;

console.log("Pieces:", pieces);
console.log("Left over:", rest);
console.log("Short by:", piece - rest);
