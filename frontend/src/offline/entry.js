// A form as the queue keeps it, and back: what was typed, photos and signature too, and the words a person knows each thing by.

const HIDDEN = new Set(["csrfmiddlewaretoken", "submission"]);

export async function entryOf(form, submitter) {
  const data = new FormData(form);
  if (submitter?.name) data.append(submitter.name, submitter.value);
  const fields = [];
  for (const [name, value] of data.entries()) {
    if (HIDDEN.has(name)) continue;
    if (value instanceof File) {
      if (value.size) fields.push([name, { name: value.name, type: value.type, bytes: await value.arrayBuffer() }]);
    } else fields.push([name, value]);
  }
  return {
    id: data.get("submission") || undefined,
    csrf: document.body.dataset.heldAt ? null : data.get("csrfmiddlewaretoken"),
    url: form.getAttribute("action") || location.pathname + location.search,
    title: form.dataset.title || document.querySelector(".top-title")?.textContent.trim() || "表单",
    page: location.pathname + location.search,
    next: form.dataset.next || "",
    fields,
    said: said(form),
    picks: Object.fromEntries([...form.querySelectorAll(".pick")].map((p) => [p.querySelector("[data-pick-id]").name, p.querySelector("[data-pick-words]").value])),
  };
}

/** What was filled in, as label and value: so that it can be read even when the form cannot be opened any more. */
function said(form) {
  const told = [];
  for (const field of form.elements) {
    if (!field.name || field.type === "submit" || field.closest("template")) continue;
    const value = valueOf(field);
    if (value) told.push([labelOf(field), value]);
  }
  return told;
}

function valueOf(field) {
  if (field.type === "file") return field.files.length ? `${field.files.length} 个文件` : "";
  if (field.type === "radio" || field.type === "checkbox") {
    return field.checked ? (field.labels?.[0]?.textContent.trim() || "是") : "";
  }
  if (field.closest(".pick")) return field.matches("[data-pick-words]") ? field.value : "";
  if (field.closest("[data-sign-box]")) return field.value ? "已签名" : "";
  if (field.type === "hidden") return "";
  if (field.tagName === "SELECT") return field.value ? field.selectedOptions[0]?.textContent.trim() : "";
  return field.value.trim();
}

function labelOf(field) {
  const group = field.closest("fieldset")?.querySelector("legend");
  const outer = field.closest(".field")?.querySelector(".form-label");
  const own = field.type === "radio" || field.type === "file" ? null : field.labels?.[0];
  const words = (own ?? outer)?.textContent ?? field.getAttribute("aria-label") ?? group?.textContent ?? "";
  const near = group && words !== group.textContent ? `${clean(group.textContent)} · ` : "";
  return near + clean(words || group?.textContent || "");
}

const clean = (words) => words.replace(/\s+/g, " ").trim();

/** Put what was typed back into a form of the same kind. */
export function refill(form, entry, typed = new Set()) {
  makeLines(form, entry.fields);
  const given = groupBy(entry.fields);
  for (const field of form.elements) {
    if (!field.name || typed.has(field) || HIDDEN.has(field.name) || field.name === "version" || field.type === "submit") continue;
    fill(field, (given.get(field.name) ?? []).map(([, value]) => value), entry);
  }
  const id = form.querySelector("[name=submission]");
  if (id) id.value = entry.id;
  form.dispatchEvent(new Event("input", { bubbles: true }));
}

function fill(field, values, entry) {
  if (field.type === "file") return giveFiles(field, values.filter((value) => value?.bytes));
  if (field.type === "radio" || field.type === "checkbox") {
    field.checked = values.includes(field.value);
    return undefined;
  }
  if (values.length) field.value = values[0];
  if (field.matches("[data-pick-id]")) field.closest(".pick").querySelector("[data-pick-words]").value = entry.picks?.[field.name] ?? "";
  if (field.closest("[data-sign-box]")) field.dispatchEvent(new Event("signed"));
  return undefined;
}

function giveFiles(field, files) {
  if (!files.length) return;
  try {
    const hand = new DataTransfer();
    for (const { bytes, name, type } of files) hand.items.add(new File([bytes], name, { type }));
    field.files = hand.files;
    field.dispatchEvent(new Event("change", { bubbles: true }));
  } catch {
    // An old browser lets no page fill a file field: the photo must be chosen again.
  }
}

/** Repeated lines: as many as were typed, with the same numbers. */
function makeLines(form, fields) {
  for (const box of form.querySelectorAll("[data-lines]")) {
    const list = box.querySelector("[data-lines-list]");
    const blank = box.querySelector("[data-lines-blank]").innerHTML;
    const prefix = /name="(\w+)-NEW-/.exec(blank)?.[1];
    const numbers = new Set(fields.map(([name]) => new RegExp(`^${prefix}-(\\d+)-`).exec(name)?.[1]).filter(Boolean));
    for (const n of numbers) {
      if (list.querySelector(`[name^="${prefix}-${n}-"]`)) continue;
      const holder = document.createElement("template");
      holder.innerHTML = blank.replaceAll("-NEW-", `-${n}-`);
      list.append(holder.content);
    }
    window.htmx?.process(list);
  }
}

function groupBy(fields) {
  const found = new Map();
  for (const pair of fields) found.set(pair[0], [...(found.get(pair[0]) ?? []), pair]);
  return found;
}
