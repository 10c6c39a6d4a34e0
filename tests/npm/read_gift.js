// Reads GIFT files from standard input, a JSON list of texts, with the npm parser gift-pegjs;
// writes a JSON list: the questions of each, or the message of its refusal.
"use strict";

const { parse } = require("gift-pegjs");

let source = "";
process.stdin.setEncoding("utf8");
process.stdin.on("data", (part) => { source += part; });
process.stdin.on("end", () => {
  const read = JSON.parse(source).map((text) => {
    try {
      return { questions: parse(text) };
    } catch (fault) {
      const at = fault.location ? ` (line ${fault.location.start.line})` : "";
      return { refusal: `${fault.message}${at}` };
    }
  });
  process.stdout.write(JSON.stringify(read));
});
