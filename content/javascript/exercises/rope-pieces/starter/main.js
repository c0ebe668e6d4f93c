const rope = Number(prompt());
const piece = Number(prompt());

// How many full pieces?
const pieces = rope / piece;

console.log("Pieces:", pieces);
