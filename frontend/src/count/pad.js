// The quantity of an item, typed with a thumb; a box is counted as a box.

/** Resolves with the number in the item's own unit, or null. */
export function askQuantity(dialog, { name, said, unit, units }) {
  const [number, keys, ok] = ["[data-pad-number]", "[data-pad-keys]", "[data-pad-ok]"].map((part) => dialog.querySelector(part));
  let typed = "";
  const show = () => (number.textContent = `${typed || "0"} ${unit}`);
  const value = () => (typed === "" || typed === "." ? null : Number(typed));
  function press(key) {
    if (key === "back") typed = typed.slice(0, -1);
    else if (key === "." ? !typed.includes(".") : typed.replace(".", "").length < 9 && !/\.\d{3}$/.test(typed)) typed += key;
    show();
  }
  dialog.querySelector("[data-pad-name]").textContent = name;
  dialog.querySelector("[data-pad-said]").textContent = said;
  dialog.querySelector("[data-pad-units]").replaceChildren(...units.map(([word, factor]) => unitButton(word, factor, unit, () => {
    typed = String(Math.round((value() ?? 1) * Number(factor) * 1000) / 1000);
    show();
  })));
  show();
  return new Promise((resolve) => {
    const listen = new AbortController();
    const on = (target, event, act) => target.addEventListener(event, act, { signal: listen.signal });
    const finish = (given) => {
      listen.abort();
      if (dialog.open) dialog.close();
      resolve(given);
    };
    on(keys, "click", (event) => event.target.value && press(event.target.value));
    on(dialog, "keydown", (event) => {
      if (/^[0-9.]$/.test(event.key)) press(event.key);
      else if (event.key === "Backspace") press("back");
      else if (event.key === "Enter") {
        event.preventDefault();
        if (value() !== null) finish(value());
      }
    });
    on(ok, "click", () => value() !== null && finish(value()));
    on(dialog, "close", () => finish(null));
    dialog.showModal();
    ok.focus();
  });
}

function unitButton(word, factor, unit, act) {
  const button = Object.assign(document.createElement("button"), { type: "button", className: "btn", textContent: `按${word}（×${factor} ${unit}）` });
  button.addEventListener("click", act);
  return button;
}
