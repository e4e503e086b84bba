import { defineConfig } from "vite";

import { iconSprite } from "./icons.js";

export default defineConfig({
  // Chunks are found beside the file that asks for them, whatever address the static files are served from.
  base: "./",
  publicDir: false,
  plugins: [iconSprite({ names: "src/icons.txt", fileName: "icons.svg" })],
  css: {
    preprocessorOptions: {
      scss: {
        loadPaths: ["node_modules/@tabler/core/scss", "node_modules"],
        quietDeps: true,
        // Tabler 1.1 and Bootstrap 5 are written with @import.
        silenceDeprecations: ["import", "global-builtin", "color-functions", "if-function"],
      },
    },
  },
  build: {
    outDir: "../houqin/kernel/static/houqin",
    emptyOutDir: true,
    // Older office computers and the browser inside WeChat.
    target: ["chrome87", "safari14"],
    modulePreload: { polyfill: false },
    rolldownOptions: {
      // htmx can evaluate expressions in attributes; our pages' security policy forbids it anyway.
      checks: { eval: false, pluginTimings: false },
      input: "src/app.js",
      output: {
        // Django hashes the names of these when it collects them; chunks are named by the code that loads them.
        entryFileNames: "[name].js",
        assetFileNames: "[name][extname]",
        chunkFileNames: "chunks/[name]-[hash].js",
        // What app.js and the chunks share stands apart: a chunk that imported app.js by its plain name would run it a
        // second time, because pages load it by its hashed name; and a form sent twice is not sent at all.
        codeSplitting: { groups: [{ name: "shared", test: /vite\/preload-helper/ }] },
      },
    },
  },
});
