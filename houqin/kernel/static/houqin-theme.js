// Before the first paint: the person's choice of light or dark, else the machine's.
(function () {
  var kept = null;
  try {
    kept = localStorage.getItem("theme");
  } catch (e) {
    kept = null;
  }
  var dark = kept ? kept === "dark" : window.matchMedia && matchMedia("(prefers-color-scheme: dark)").matches;
  document.documentElement.setAttribute("data-bs-theme", dark ? "dark" : "light");
})();
