import { defineConfig } from "vite";

// The service worker is one file of its own: a browser keeps and compares it as a whole.
export default defineConfig({
  publicDir: false,
  define: { "process.env.NODE_ENV": '"production"' },
  build: {
    outDir: "../houqin/kernel/static/houqin",
    emptyOutDir: false,
    target: ["chrome87", "safari14"],
    rolldownOptions: {
      checks: { pluginTimings: false },
      input: "src/offline/sw.js",
      output: { format: "iife", entryFileNames: "sw.js" },
    },
  },
});
