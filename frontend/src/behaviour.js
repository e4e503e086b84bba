// Small manners of the pages, delegated from the document so that swapped-in parts have them too.

const on = (event, selector, act) =>
  document.addEventListener(event, (e) => {
    const hit = e.target.closest?.(selector);
    if (hit) act(hit, e);
  });

on("click", "[data-theme-switch]", () => {
  const root = document.documentElement;
  const next = root.getAttribute("data-bs-theme") === "dark" ? "light" : "dark";
  root.setAttribute("data-bs-theme", next);
  try {
    localStorage.setItem("theme", next);
  } catch {
    // A private window keeps nothing; the choice then lasts for this page.
  }
});

// A row found by words: the choice goes into the hidden field beside.
on("click", "[data-pick-value]", (button) => {
  const pick = button.closest(".pick");
  pick.querySelector("[data-pick-id]").value = button.dataset.pickValue;
  pick.querySelector("[data-pick-words]").value = button.textContent;
  pick.querySelector(".pick-list").replaceChildren();
});
on("input", "[data-pick-words]", (field) => {
  field.closest(".pick").querySelector("[data-pick-id]").value = "";
});
document.addEventListener("click", (e) => {
  for (const list of document.querySelectorAll(".pick-list")) {
    if (!list.closest(".pick").contains(e.target)) list.replaceChildren();
  }
});

// Repeated lines of a form.
on("click", "[data-lines-add]", (button) => {
  const box = button.closest("[data-lines]");
  const list = box.querySelector("[data-lines-list]");
  const blank = box.querySelector("[data-lines-blank]");
  const next = Date.now() % 1e9;
  const holder = document.createElement("template");
  holder.innerHTML = blank.innerHTML.replaceAll("-NEW-", `-${next}-`);
  const line = holder.content.firstElementChild;
  list.append(line);
  window.htmx.process(line);
  line.querySelector("input:not([type=hidden]),select")?.focus();
});
on("click", "[data-line-drop]", (button) => {
  const list = button.closest("[data-lines-list]");
  if (list.children.length > 1) button.closest("[data-line]").remove();
  else button.closest("[data-line]").querySelectorAll("input,select").forEach((f) => (f.value = ""));
});

// A second tap on 提交 waits for the answer to the first; the submission id makes it harmless anyway.
document.addEventListener("submit", (e) => {
  const form = e.target;
  if (!form.matches("[data-once]")) return;
  if (form.dataset.sent) e.preventDefault();
  form.dataset.sent = "yes";
  setTimeout(() => delete form.dataset.sent, 8000);
});
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("[data-sent]")) delete form.dataset.sent;
});

// Ticking rows.
const counted = (table) => {
  const form = table.closest("form");
  const n = form.querySelectorAll("tbody .row-pick input:checked").length;
  form.classList.toggle("has-picked", n > 0);
  const told = form.querySelector("[data-picked]");
  if (told) told.textContent = n;
};
on("change", "[data-pick-all]", (box) => {
  const table = box.closest("table");
  table.querySelectorAll("tbody .row-pick input").forEach((b) => (b.checked = box.checked));
  counted(table);
});
on("change", "tbody .row-pick input", (box) => counted(box.closest("table")));

// A filter in force is taken away by its chip.
on("click", "[data-drop]", (chip, e) => {
  e.preventDefault();
  const asked = new URLSearchParams(window.location.search);
  asked.delete(chip.dataset.drop);
  asked.delete("page");
  window.location.search = asked.toString();
});

on("change", "[data-photos]", (field) => {
  const told = field.closest(".photos").querySelector("[data-photos-said]");
  const names = [...field.files].map((file) => file.name);
  const blank = (told.dataset.blank ??= told.textContent);
  told.textContent = names.length === 1 ? names[0] : names.length ? `已选 ${names.length} 个` : blank;
});

on("click", "[data-print]", () => window.print());
