console.log("Next train:", "Oslo");
console.log("Platform:", 4);
console.log("Have a good trip to", "Oslo");
