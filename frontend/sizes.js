// Says what a first visit costs over the line, and refuses to let it grow past what a phone on a bad line can bear.
import { readFileSync, readdirSync } from "node:fs";
import { brotliCompressSync } from "node:zlib";

const FOLDER = "../houqin/kernel/static/houqin";
const FIRST_VISIT = ["app.css", "app.js", "icons.svg"];
const LIMIT_KB = 150;
const WORKER_KB = 20;

function sizeOf(name) {
  const content = readFileSync(`${FOLDER}/${name}`);
  return { name, raw: content.length / 1000, sent: brotliCompressSync(content).length / 1000 };
}

const files = readdirSync(FOLDER, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => `${entry.parentPath}/${entry.name}`.replace(`${FOLDER}/`, ""));
for (const { name, raw, sent } of files.map(sizeOf)) {
  console.log(`${name.padEnd(48)} ${raw.toFixed(1).padStart(7)} kB  ${sent.toFixed(1).padStart(6)} kB compressed`);
}
const again = files.filter((name) => name.startsWith("chunks/") && readFileSync(`${FOLDER}/${name}`, "utf8").includes("../app.js"));
if (again.length) {
  console.error(`These import app.js, which would then run twice on a page: ${again.join(", ")}`);
  process.exit(1);
}
const total = FIRST_VISIT.map(sizeOf).reduce((sum, { sent }) => sum + sent, 0);
console.log(`First visit: ${total.toFixed(1)} kB compressed (limit ${LIMIT_KB}).`);
const worker = sizeOf("sw.js").sent;
console.log(`Service worker: ${worker.toFixed(1)} kB compressed (limit ${WORKER_KB}).`);
if (total > LIMIT_KB || worker > WORKER_KB) process.exit(1);
