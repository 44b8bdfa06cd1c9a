// Asks edtf.js for the first and the last day of each date on standard input; with a number, first makes up so many dates.
import edtf from "edtf";
import { sample } from "edtf/sample";
import { readFileSync } from "node:fs";

const wanted = Number(process.argv[2] ?? 0);
const texts = new Set(readFileSync(0, "utf-8").split("\n").filter(Boolean));
for (const level of [0, 1, 2]) {
  let made = 0;
  for (const text of sample({ count: wanted * 20, level })) {
    if (made >= wanted) break;
    if (text.length < 60 && !texts.has(text)) { texts.add(text); made += 1; }
  }
}
function day(number) {
  if (number === null || number === undefined) return "unknown";
  if (!Number.isFinite(number)) return number < 0 ? "-inf" : "inf";
  const date = new Date(number);
  if (Number.isNaN(date.getTime())) return "too far";
  return date.toISOString().slice(0, -14);
}
for (const text of texts) {
  let first = "refused", last = "refused";
  try { const date = edtf(text); first = day(date.min); last = day(date.max); } catch { /* stays refused */ }
  console.log([text, first, last].join("\t"));
}
