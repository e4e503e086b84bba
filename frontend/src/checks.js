/**
 * A long form filled in on the go: <form data-draft="name"> keeps what was typed on this device until it is sent, shows how many items are
 * answered, and opens the fault's sheet when a reading leaves its range. Photos are not kept: a browser cannot give them back.
 */
export function attach(form) {
  if (form.dataset.draftReady) return;
  form.dataset.draftReady = "yes";
  const key = `draft:${form.dataset.draft}`;
  if (!form.querySelector(".has-error, .alert-danger")) restore(form, key);
  refresh(form);
  form.addEventListener("input", (event) => {
    save(form, key);
    refresh(form, event.target.closest(".check-item"));
  });
  form.addEventListener("submit", () => save(form, key));
  forgetOld(key);
}

const kept = (form) => [...form.elements].filter((e) => e.name && e.type !== "hidden" && e.type !== "file" && e.type !== "submit");

function save(form, key) {
  const values = {};
  for (const field of kept(form)) {
    if (field.type === "radio" || field.type === "checkbox") {
      if (field.checked) values[field.name] = field.value;
    } else if (field.value) values[field.name] = field.value;
  }
  try {
    localStorage.setItem(key, JSON.stringify({ at: Date.now(), values }));
  } catch {
    // No room or a private window: the form still works, only a reload loses it.
  }
}

function restore(form, key) {
  let values;
  try {
    values = JSON.parse(localStorage.getItem(key) ?? "null")?.values;
  } catch {
    values = null;
  }
  if (!values) return;
  for (const field of kept(form)) {
    if (!(field.name in values)) continue;
    if (field.type === "radio" || field.type === "checkbox") field.checked = field.value === values[field.name];
    else field.value = values[field.name];
  }
}

function refresh(form, only) {
  const items = [...form.querySelectorAll(".check-item")];
  for (const item of only ? [only] : items) mark(item);
  const told = form.querySelector("[data-draft-said]");
  if (told) told.textContent = `已填 ${items.filter((i) => i.classList.contains("is-answered")).length}/${items.length} 项`;
}

function mark(item) {
  const answer = item.querySelector('[name^="v-"]:checked') ?? item.querySelector('[name^="v-"]:not([type=radio])');
  const value = answer?.value.trim() ?? "";
  const bad = value === "fault" || answer?.hasAttribute("data-bad") || outside(item, value);
  item.classList.toggle("is-answered", value !== "");
  item.classList.toggle("is-fault", Boolean(value) && Boolean(bad));
  const extra = item.querySelector(".check-extra");
  if (extra && value && bad) extra.open = true;
}

function outside(item, value) {
  if (item.dataset.check !== "number" || value === "" || Number.isNaN(Number(value))) return false;
  const { low, high } = item.dataset;
  return (low !== "" && Number(value) < Number(low)) || (high !== "" && Number(value) > Number(high));
}

/** Drafts of forms that were sent long ago, or never will be. */
function forgetOld(mine) {
  const weekAgo = Date.now() - 7 * 24 * 3600 * 1000;
  try {
    for (const key of Object.keys(localStorage)) {
      if (key.startsWith("draft:") && key !== mine && !(JSON.parse(localStorage.getItem(key))?.at > weekAgo)) localStorage.removeItem(key);
    }
  } catch {
    // Not ours to mend.
  }
}
