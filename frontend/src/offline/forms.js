// A form that opts in: on disk first, then sent; what the server says is shown here, or it waits for a network.
import { when } from "./bar.js";
import { entryOf, refill } from "./entry.js";
import { all, find, newId, put, remove, rowOf } from "./queue.js";
import { flush } from "./send.js";
import { recall, whoHere } from "./store.js";
import { askForSync } from "./sync.js";

const MEND = "#mend=";

/** Called by app.js for a submit that it has stopped. */
export async function submit(form, submitter) {
  const buttons = [...form.querySelectorAll("button:not([type=button])")];
  let kept;
  try {
    kept = await put(await entryOf(form, submitter));
  } catch {
    // No store (a private window), or nobody known: as if there were no queue.
    return plain(form, submitter);
  }
  for (const button of buttons) button.classList.add("btn-loading");
  const told = await flush({ now: kept.id }).catch(() => ({ outcome: "offline" }));
  for (const button of buttons) button.classList.remove("btn-loading");
  delete form.dataset.sent;
  return show(form, kept, told);
}

function plain(form, submitter) {
  if (submitter?.name) {
    const field = Object.assign(document.createElement("input"), { type: "hidden", name: submitter.name, value: submitter.value });
    form.append(field);
  }
  form.submit();
}

async function show(form, kept, told) {
  if (told.outcome === "done") return location.assign(told.go ?? (kept.next || location.href));
  if (told.page) {
    await remove(kept.id);
    return showPage(told.page, kept);
  }
  if (told.outcome === "refused" || told.outcome === "stale") return location.assign("/offline/");
  askForSync();
  if (kept.next && told.outcome === "offline") return location.assign(kept.next);
  return say(kept, told);
}

/** The view's own page, with what was typed put back: the server never gets to keep the photos of a refused form. */
function showPage(html, kept) {
  const page = new DOMParser().parseFromString(html, "text/html");
  const main = document.querySelector("main");
  main.replaceChildren(...page.querySelector("main").childNodes);
  window.htmx.process(main);
  const form = [...main.querySelectorAll("form[data-offline]")].find((f) => (f.getAttribute("action") || kept.url) === kept.url);
  if (form) refill(form, kept);
  (main.querySelector("[role=alert]") ?? main).scrollIntoView({ block: "center" });
  window.scrollBy(0, -80);
}

const REASONS = {
  offline: ["已存在手机上，联网后自动上传", "关掉页面、手机没电都不会丢。"],
  sign_in: ["已存在手机上，登录后上传", "登录已过期，请重新登录；您填的内容不会丢。"],
  failed: ["已存在手机上，稍后自动再传", "系统暂时办不了，会自动再试。"],
  other: ["已存在手机上，本人登录后上传", "现在登录的是另一个人；只有本人登录后才会上传。"],
  behind: ["已存在手机上，排在后面", "同一条记录前面还有一项没有办成，请到“待上传”里处理。"],
};

function say(kept, told) {
  const [title, more] = REASONS[told.outcome] ?? REASONS.offline;
  const box = document.createElement("div");
  box.className = "card narrow";
  box.innerHTML = `<div class="card-body text-center py-5" role="status" data-kept><h2 class="mb-2"></h2><p class="mb-1"></p><p class="text-secondary"></p>
    <div class="d-grid gap-2 mt-4"></div></div>`;
  box.querySelector("h2").textContent = title;
  const [what, why] = box.querySelectorAll("p");
  what.textContent = kept.title;
  why.textContent = more;
  const links = box.querySelector(".d-grid");
  if (told.outcome === "sign_in") links.append(link(`/sign-in/?next=${encodeURIComponent("/offline/")}`, "去登录", true));
  const back = document.querySelector(".top .top-brand")?.getAttribute("href") ?? "/";
  links.append(link(back, "继续", told.outcome !== "sign_in"), link("/offline/", "看待上传", false));
  document.querySelector("main").replaceChildren(box);
  window.scrollTo(0, 0);
}

function link(href, words, first) {
  const made = document.createElement("a");
  made.className = `btn btn-lg${first ? " btn-primary" : ""}`;
  made.href = href;
  made.textContent = words;
  return made;
}

/** A form on a page: one that htmx sends asks here first; one that is being mended gets its words back. */
export function attach(form) {
  if (form.dataset.offlineReady) return;
  form.dataset.offlineReady = "yes";
  const id = form.querySelector("[name=submission]");
  // A held page is opened many times; each time something else is done on it.
  if (id && document.body.dataset.heldAt) id.value = newId();
  if (document.body.dataset.heldAt && !form.querySelector("[name=version]")) redate(form);
  if (form.hasAttribute("hx-post")) attachHtmx(form);
  if (location.hash.startsWith(MEND)) mend(form);
  else if (!form.hasAttribute("hx-post")) remind(form);
}

/** The times that a form for something new begins with: those of now, not of when the page was fetched. */
async function redate(form) {
  const offset = (await recall("clock"))?.offset ?? 0;
  const now = new Date(Date.now() + offset);
  const told = new Date(now.getTime() - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
  for (const field of form.querySelectorAll("input[type=datetime-local]")) if (field.value && field.value === field.defaultValue) field.value = told;
}

/** The same was done here before and has not gone up yet. */
async function remind(form) {
  const url = form.getAttribute("action") || location.pathname + location.search;
  const { who } = await whoHere().catch(() => ({}));
  const same = rowOf(url) && (await all().catch(() => [])).find((entry) => entry.url === url && entry.who === who);
  if (!same) return;
  const words = `这一项已在 ${when(same.at)} 存在手机上，${same.state === "waiting" ? "联网后上传" : "但没有办成，请到“待上传”里处理"}。`;
  form.prepend(alert("warning", [words]));
}

async function mend(form) {
  // Nobody sends before the words of then are back; what was typed before this script was here is newer than they are.
  const typed = new Set([...form.elements].filter((field) => field.type === "text" && field.value !== field.defaultValue));
  const closed = [...form.elements].filter((field) => !field.disabled);
  for (const field of closed) field.disabled = true;
  try {
    const entry = await find(location.hash.slice(MEND.length));
    const asked = form.getAttribute("action") || location.pathname;
    if (!entry || entry.who !== (await whoHere()).who || new URL(entry.url, location.origin).pathname !== asked) return;
    refill(form, entry, typed);
    form.dataset.mending = entry.id;
    if (entry.problems.length) form.prepend(alert("danger", entry.problems.map(({ message }) => message)));
  } finally {
    for (const field of closed) field.disabled = false;
  }
}

function alert(tone, sentences) {
  const box = document.createElement("div");
  box.className = `alert alert-${tone}`;
  box.setAttribute("role", "alert");
  const inner = document.createElement("div");
  for (const words of sentences) inner.append(Object.assign(document.createElement("div"), { textContent: words }));
  box.append(inner);
  return box;
}

// Pieces of a page that htmx sends and swaps: they stay as they are while there is a network.
function attachHtmx(form) {
  let last = { words: null, at: 0 };
  form.addEventListener("htmx:confirm", async (event) => {
    if (event.detail.elt !== form) return;
    event.preventDefault();
    if (form.dataset.mending) return submit(form, null);
    // A scanner's Enter is a change and a submit: one thing. After the first the field is empty.
    const words = [...new FormData(form)].filter(([name]) => name !== "submission").join();
    const blank = [...form.querySelectorAll("input:not([type=hidden])")].every((field) => !field.value);
    if (Date.now() - last.at < 1500 && (blank || words === last.words)) return;
    last = { words, at: Date.now() };
    if (await mustWait(form)) await keep(form);
    else event.detail.issueRequest(true);
  });
  for (const failed of ["htmx:sendError", "htmx:timeout"]) form.addEventListener(failed, () => keep(form));
  form.addEventListener("htmx:responseError", ({ detail }) => detail.xhr.status >= 502 && keep(form));
}

async function mustWait(form) {
  if (navigator.onLine === false || document.body.dataset.heldAt) return true;
  const row = rowOf(form.getAttribute("action"));
  const { who } = await whoHere().catch(() => ({}));
  return Boolean(row) && (await all().catch(() => [])).some((entry) => entry.row === row && entry.who === who);
}

/** Into the queue; the page says what that looks like (`offline:kept`), and the form is ready for the next one. */
async function keep(form) {
  const entry = await put(await entryOf(form, null));
  askForSync();
  form.dispatchEvent(new CustomEvent("offline:kept", { bubbles: true, detail: { entry } }));
  const id = form.querySelector("[name=submission]");
  if (id) id.value = newId();
  flush().catch(() => {});
}
