import { existsSync, readFileSync } from "node:fs";

const FOLDER = "node_modules/@tabler/icons/icons/outline";

// Said on every symbol: what <use> shows inherits from the page around it, not from the sprite.
const STROKE = 'fill="none" stroke="currentColor" stroke-linecap="round" stroke-linejoin="round"';

function symbol(name) {
  const path = `${FOLDER}/${name}.svg`;
  if (!existsSync(path)) throw new Error(`src/icons.txt names "${name}", which Tabler's outline icons do not have.`);
  const shapes = readFileSync(path, "utf8")
    .replace(/^[\s\S]*?<svg[^>]*>/, "")
    .replace(/<\/svg>\s*$/, "")
    .replace(/\s*\n\s*/g, "")
    .replace('<path stroke="none" d="M0 0h24v24H0z" fill="none" />', "");
  return `<symbol id="${name}" viewBox="0 0 24 24" ${STROKE}>${shapes}</symbol>`;
}

/** One file with every icon we show, used as <svg class="icon"><use href="…/icons.svg#name"/></svg>. */
export function iconSprite({ names, fileName }) {
  return {
    name: "houqin-icons",
    buildStart() {
      this.addWatchFile(names);
    },
    generateBundle() {
      const wanted = readFileSync(names, "utf8").split("\n").filter(Boolean);
      const source = `<svg xmlns="http://www.w3.org/2000/svg">${wanted.map(symbol).join("")}</svg>\n`;
      this.emitFile({ type: "asset", fileName, source });
    },
  };
}
