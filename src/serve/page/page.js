// Shows requests as they come. Whatever clients sent is set as text, never as markup.
"use strict";

const MOST = 1000;
const byId = (id) => document.getElementById(id);
const requests = new Map(); // by number
let chosen = null;

const element = (name, attributes = {}, ...children) => {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined && value !== false) made.setAttribute(key, value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
};
const plural = (count, word) => `${count} ${word}${count === 1 ? "" : "s"}`;
const path = (request) => request.url.replace(/^https:\/\/[^/]+/, "");
const worst = (request) => (request.errors ? "error" : request.warnings ? "warning" : request.infos ? "info" : "good");
const found = (request) => {
  const parts = [["errors", "error"], ["warnings", "warning"], ["infos", "info"]]
    .filter(([key]) => request[key] > 0)
    .map(([key, word]) => plural(request[key], word));
  return parts.length ? parts.join(", ") : "no findings";
};

// ---- the list

const matches = (request) => {
  const words = byId("filter").value.trim().toLowerCase();
  if (byId("only").checked && worst(request) === "good") return false;
  const text = [request.method, request.url, request.status, request.name, ...request.findings.map((it) => it.rule)];
  return !words || text.join(" ").toLowerCase().includes(words);
};

const row = (request) => {
  const time = new Date(request.time);
  const button = element("button", { type: "button", "data-number": request.number },
    element("span", { class: "method" }, request.method),
    element("span", { class: "path" }, path(request)),
    element("span", { class: `status ${request.status < 400 ? "good" : "error"}` }, String(request.status)),
    element("span", { class: "meta" },
      element("span", { class: worst(request) }, found(request)),
      ` · ${time.toLocaleTimeString()}${request.comment ? ` · ${request.comment}` : ""}`));
  button.addEventListener("click", () => choose(request.number, true));
  return element("li", { "data-number": request.number }, button);
};

const list = byId("list");
const count = () => {
  const all = [...requests.values()];
  const errors = all.filter((request) => request.errors).length;
  byId("counts").textContent = all.length ? `${plural(all.length, "request")}, ${errors} with errors` : "";
  byId("empty").hidden = all.length > 0;
};
const refilter = () => {
  for (const item of list.children) item.hidden = !matches(requests.get(Number(item.dataset.number)));
};

let waiting = [];
const add = (request) => {
  waiting.push(request);
  if (waiting.length === 1) requestAnimationFrame(flush);
};
const flush = () => {
  const rows = document.createDocumentFragment();
  for (const request of waiting.reverse()) {
    if (requests.has(request.number)) continue;
    requests.set(request.number, request);
    const item = row(request);
    item.hidden = !matches(request);
    rows.append(item);
  }
  waiting = [];
  list.prepend(rows);
  while (list.children.length > MOST) {
    requests.delete(Number(list.lastElementChild.dataset.number));
    list.lastElementChild.remove();
  }
  count();
};
const forget = () => {
  waiting = [];
  requests.clear();
  list.replaceChildren();
  choose(null);
  count();
};

// ---- one request

const copy = (label, text) => {
  const button = element("button", { type: "button" }, label);
  button.addEventListener("click", () => toClipboard(text));
  return button;
};
const toClipboard = async (text) => {
  try {
    await navigator.clipboard.writeText(text);
    say("copied");
  } catch {
    say("the browser does not let this page copy");
  }
};
const say = (words) => {
  byId("said").textContent = "";
  setTimeout(() => { byId("said").textContent = words; }, 50);
};
const pretty = (text) => {
  try { return JSON.stringify(JSON.parse(text), null, 2); } catch { return text; }
};
const block = (title, text) => text
  ? [element("h3", {}, title), element("pre", { tabindex: "0", "aria-label": title }, text)]
  : [];

const folded = (title, text) => text
  ? [element("details", {}, element("summary", {}, title), element("pre", { tabindex: "0", "aria-label": title }, text))]
  : [];

const finding = (it) => element("section", { class: `finding ${it.severity}` },
  element("p", {}, element("span", { class: "severity" }, it.severity), " ", it.message),
  it.help ? element("p", { class: "faint" }, it.help) : null,
  element("p", {},
    element("a", { href: it.url, target: "_blank", rel: "noreferrer" }, it.rule),
    ` · ${it.path === "body" ? "body" : "request"} ${it.start.line}:${it.start.column}`,
    it.pointer ? ` · ${it.pointer}` : null),
  it.fix ? element("p", {}, element("strong", {}, "Fix"), ` (${it.fix.safety}): ${it.fix.title} `,
    copy("Copy", it.fix.edits.map((edit) => edit.text).join("\n"))) : null);

const sheetOf = (request) => {
  const button = element("button", { type: "button" }, "Look up the operation");
  const isBeta = request.name.includes(" ") && path(request).toLowerCase().startsWith("/beta");
  button.addEventListener("click", () => {
    location.hash = "#operations";
    find(isBeta ? request.name.replace(" ", " /beta") : request.name);
  });
  return button;
};

const show = (request) => {
  const detail = byId("detail");
  const head = request.request.headers.map(({ name, value }) => `${name}: ${value}`).join("\n");
  detail.replaceChildren(
    element("h2", {}, `${request.method} `, element("code", {}, path(request))),
    element("p", {},
      element("strong", { class: request.status < 400 ? "good" : "error" }, String(request.status)),
      ` · answer ${request.answer === "known" ? "as the service was seen to give it" : "made up"} · `,
      element("span", { class: worst(request) }, found(request)),
      request.name ? ` · ${request.name}` : null),
    ...(request.name ? [element("p", {}, sheetOf(request))] : []),
    ...(request.fixed ? [element("p", {}, copy("Copy the fixed body", request.fixed))] : []),
    ...request.findings.map(finding),
    ...block("As a terminal shows it", request.report),
    ...folded("Headers", head),
    ...block(request.request.isCut ? "Body (its beginning)" : "Body", request.request.body),
    ...block("With the safe fixes", request.fixed),
    ...folded(request.response.isCut ? "Answer (its beginning)" : "Answer", pretty(request.response.body)));
};

const choose = (number, moves = false) => {
  chosen = number;
  const request = requests.get(number);
  byId("detail").hidden = !request;
  document.querySelector(".split").classList.toggle("open", Boolean(request));
  for (const button of list.querySelectorAll("button")) {
    if (Number(button.dataset.number) === number) button.setAttribute("aria-current", "true");
    else button.removeAttribute("aria-current");
  }
  if (request) {
    show(request);
    if (moves) byId("detail").focus({ preventScroll: innerWidth >= 960 });
  }
};

// ---- the sheets

const find = (words) => {
  byId("words").value = words;
  lookUp().catch(lost);
};
const link = (words, href) => element("a", { href, target: "_blank", rel: "noreferrer" }, words);
const go = (label, words, name) => {
  const button = element("button", { type: "button", class: name, "aria-label": words.includes(label) ? words : null }, label);
  // What was pressed is gone by then, so the focus goes to where a reader goes on.
  button.addEventListener("click", () => { find(words); byId("operations").focus(); });
  return button;
};

const sheet = (it) => element("section", { class: "sheet", "aria-label": it.title },
  element("h3", {}, it.link ? link(it.title, it.link) : it.title),
  element("p", {}, it.summary),
  it.path ? element("p", {}, element("strong", {}, it.method), " ", element("code", {}, it.path)) : null,
  ...it.parts.flatMap(({ title, rows }) => [
    element("h4", {}, title),
    element("dl", {}, ...rows.flatMap(([name, words]) => [element("dt", {}, name), element("dd", {}, words)])),
  ]));
const paths = (rows) => element("ul", { class: "paths", "aria-label": "Paths" },
  ...rows.map(({ methods, path }) => element("li", {},
    element("span", { class: "methods" }, ...methods.map((method) => go(method, `${method} ${path}`))),
    go(path, path, "path"))));
const known = (operations) => [
  element("h3", {}, "Known beyond their types"),
  element("ul", { class: "paths", "aria-label": "Known beyond their types" },
    ...operations.map((it) => element("li", {}, go(it.title, it.id, "path"), element("code", {}, `${it.method} ${it.path}`)))),
];

let asked = null; // the words whose answer is shown, or on its way
const lookUp = async () => {
  const words = byId("words").value.trimStart();
  if (words === asked) return;
  asked = words;
  const answer = await (await fetch(`/_operations?find=${encodeURIComponent(words)}`)).json();
  if (words !== asked) return;
  const shown = answer.sheet ? [sheet(answer.sheet)]
    : answer.paths ? [paths(answer.paths)]
      : answer.operations ? known(answer.operations) : [];
  byId("sheets").replaceChildren(...shown);
  byId("result").textContent = answer.problem
    ?? (answer.paths ? (answer.paths.length ? plural(answer.paths.length, "path") : "there is nothing below this path") : "");
};
let typed = 0;
const soon = () => {
  clearTimeout(typed);
  typed = setTimeout(() => lookUp().catch(lost), 150);
};
const lost = () => {
  asked = null;
  byId("result").textContent = "the endpoint does not answer";
};

const views = () => {
  const wanted = location.hash === "#operations" ? "operations" : "requests";
  for (const name of ["requests", "operations"]) {
    byId(`view-${name}`).hidden = name !== wanted;
    const link = document.querySelector(`nav a[href="#${name}"]`);
    if (name === wanted) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  if (wanted === "operations") lookUp().catch(lost);
};

// ---- keys, and what comes

addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const field = /^(INPUT|TEXTAREA)$/.test(document.activeElement?.tagName);
  if (event.key === "Escape" && field) document.activeElement.blur();
  if (field) return;
  if (!byId("view-operations").hidden) {
    if (event.key !== "/") return;
    byId("words").focus();
    event.preventDefault();
    return;
  }
  const shown = [...list.children].filter((item) => !item.hidden).map((item) => Number(item.dataset.number));
  const at = shown.indexOf(chosen);
  if (event.key === "/") byId("filter").focus();
  else if (event.key === "j" && shown.length) choose(shown[Math.min(at + 1, shown.length - 1)]);
  else if (event.key === "k" && shown.length) choose(shown[Math.max(at - 1, 0)]);
  else if (event.key === "c" && requests.get(chosen)?.fixed) toClipboard(requests.get(chosen).fixed);
  else return;
  event.preventDefault();
});
addEventListener("hashchange", views);
byId("filter").addEventListener("input", refilter);
byId("only").addEventListener("change", refilter);
byId("words").addEventListener("input", soon);
byId("find").addEventListener("submit", (event) => {
  event.preventDefault();
  clearTimeout(typed);
  lookUp().catch(lost);
});
byId("clear").addEventListener("click", async () => {
  await fetch("/_requests", { method: "DELETE" });
  say("all requests are forgotten");
});
byId("base").textContent = `${location.origin}/v1.0`;
views();
count();

const state = (words, kind) => {
  byId("state").textContent = words;
  byId("state").className = kind;
};
const events = new EventSource("/_events");
events.onopen = () => state("live", "live");
events.onerror = () => state("the endpoint does not answer; trying again …", "lost");
events.addEventListener("reset", forget);
events.onmessage = (event) => add(JSON.parse(event.data));
