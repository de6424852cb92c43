// Steers the page: what is searched for and shown stands in its address, so that it can be sent; nothing is kept elsewhere.

const root = document.documentElement;
const main = document.querySelector("main");
const picks = Object.fromEntries([...document.querySelectorAll(".tools input, .tools select")].map((pick) => [pick.id.slice(5), pick]));
const said = document.querySelector(".said");
const boxes = [...main.querySelectorAll("article")];
const sections = [...main.querySelectorAll("section")];
const folds = [...main.querySelectorAll("details")];
const count = (number, one, many = `${one}s`) => `${number.toLocaleString("en")} ${number === 1 ? one : many}`;

let message = "";
const say = (text) => {
  message = text;
  // A text that is said again is a new one only after an empty one.
  said.textContent = "";
  setTimeout(() => { said.textContent = message; }, 20);
};

// ---- The findings: each row of a box that names itself, or the box.

const namesIn = (part, prefix) =>
  [...part.querySelectorAll(`[class*="${prefix}"]`)].flatMap((chip) => [...chip.classList]).filter((name) => name.startsWith(prefix)).map((name) => name.slice(prefix.length));

const textsIn = (part, selector) => [...part.querySelectorAll(selector)].map((chip) => plain(chip.textContent));

const STATES = ["not-met", "partly-met", "unknown", "met", "not-applicable"];

const stateOf = (part) => [...(part.querySelector(".outcome")?.classList ?? [])].find((name) => STATES.includes(name));

let indexed = null;
function findings() {
  indexed ??= boxes.flatMap((box) => {
    const rows = [...box.querySelectorAll("tr[id]")];
    const around = box.cloneNode(true);
    around.querySelectorAll("tr[id], .copy, .copies").forEach((part) => part.remove());
    const shared = {
      status: STATES.filter((state) => box.classList.contains(`is-${state}`)),
      severity: namesIn(around, "severity-").slice(0, 1).map(plain),
      law: namesIn(around, "law-").map(plain),
      owner: textsIn(around, ".owner"),
      id: [plain(box.id), ...textsIn(around, ".id")],
    };
    const finding = (part, row) => {
      const own = (values, others) => (row && values.length ? values : others);
      const state = row && stateOf(row);
      const isAccepted = part.querySelector(".accepted") || (row && around.querySelector(".accepted"));
      return {
        box,
        row,
        words: `${around.textContent} ${row?.textContent ?? ""} ${isAccepted ? "accepted" : ""}`.toLowerCase(),
        status: (state ? [state] : shared.status).map(plain).concat(isAccepted ? ["accepted"] : []),
        severity: shared.severity,
        law: own(row ? namesIn(row, "law-").map(plain) : [], shared.law),
        owner: own(row ? textsIn(row, ".owner") : [], shared.owner),
        id: shared.id.concat(row ? textsIn(row, ".id") : []),
      };
    };
    return rows.length ? rows.map((row) => finding(row, row)) : [finding(around, null)];
  });
  return indexed;
}

// ---- What is shown.

const FILTERS = ["status", "severity", "law", "owner"];
const valueOf = (name) => picks[name]?.value.trim() ?? "";
const isFiltered = () => ["q", ...FILTERS].some(valueOf);
const unfolded = new Set();

function search() {
  const isOn = isFiltered();
  root.toggleAttribute("data-searching", isOn);
  document.querySelectorAll(".out").forEach((part) => part.classList.remove("out"));
  unfolded.forEach((fold) => { if (!isOn) { fold.open = false; unfolded.delete(fold); } });
  main.querySelector(".nothing")?.remove();
  if (!isOn) return "";
  const chosen = FILTERS.filter(valueOf).map((field) => ({ not: false, field, values: [plain(valueOf(field))], isExact: true }));
  const terms = [...parseQuery(valueOf("q")), ...chosen];
  const found = findings().filter((finding) => answers(finding, terms));
  const shown = new Set(found.flatMap(({ box, row }) => [box, row]));
  for (const { box, row } of findings()) {
    if (row && !shown.has(row)) row.classList.add("out");
    if (!shown.has(box)) box.classList.add("out");
  }
  for (const fold of folds.filter((one) => one.querySelector("article"))) {
    const holds = [...fold.querySelectorAll("article")].some((box) => shown.has(box));
    fold.classList.toggle("out", !holds);
    if (holds && !fold.open) { fold.open = true; unfolded.add(fold); }
  }
  hideAround(shown);
  if (found.length === 0) main.append(nothing());
  return `${count(found.length, "finding")} of ${findings().length.toLocaleString("en")} shown; all else is hidden.`;
}

/** While the findings are searched, what holds none of them steps back. */
function hideAround(shown) {
  const holds = (part) => [...part.querySelectorAll("article")].some((box) => shown.has(box));
  for (const part of main.children) {
    if (!holds(part) && part.tagName !== "H1") part.classList.add("out");
  }
  for (const heading of main.querySelectorAll("section > h3")) {
    let next = heading.nextElementSibling;
    let isNeeded = false;
    for (; next && !/^H[1-3]$/.test(next.tagName); next = next.nextElementSibling) isNeeded ||= shown.has(next) || holds(next);
    heading.classList.toggle("out", !isNeeded);
  }
}

function nothing() {
  const text = document.createElement("p");
  text.className = "nothing note";
  text.textContent = "No finding matches. Words and “phrases” are looked for in the findings; status: severity: law: owner: and id: look in their field; a minus sign before a term leaves out what matches it. What is met stands under the requirements, not here.";
  return text;
}

function hiddenOfView() {
  const view = valueOf("view");
  const hidden = view ? sections.filter((section) => section.dataset.readers && !section.dataset.readers.split(" ").includes(view)) : [];
  if (!hidden.length) return view ? "This view shows every section." : "";
  return `${count(hidden.length, "section")} hidden in this view.`;
}

function show({ quietly = false } = {}) {
  const texts = [search(), hiddenOfView()].filter(Boolean);
  const clear = document.querySelector("[data-does=clear]");
  if (clear) clear.hidden = !isFiltered();
  if (!quietly || texts.length) say(texts.join(" ") || "Everything is shown.");
}

// ---- The address: `#place&q=…&status=…&view=…`.

let place = "";
function toAddress() {
  const state = new URLSearchParams(Object.keys(picks).filter(valueOf).map((name) => [name, valueOf(name)])).toString();
  const address = [place, state].filter(Boolean).join("&");
  try {
    history.replaceState(null, "", `#${address}`);
  } catch {
    // Some viewers give a page no address to change.
  }
}

function fromAddress() {
  const parts = location.hash.slice(1).split("&");
  place = parts[0].includes("=") ? "" : parts.shift();
  const state = new URLSearchParams(parts.join("&"));
  // A link within the page leads to a place and says nothing of what is shown.
  if (state.size || !place) {
    for (const [name, pick] of Object.entries(picks)) pick.value = state.get(name) ?? "";
    for (const [name, pick] of Object.entries(picks)) if (pick.tagName === "SELECT" && pick.selectedIndex < 0) pick.value = "";
  }
  show({ quietly: true });
  reveal(state.size > 0);
  toAddress();
}

/** Opens and shows the place that the address names, whatever hides it. */
function reveal(always) {
  const target = place && document.getElementById(place);
  if (!target) return;
  let isHidden = false;
  for (let fold = target.closest("details:not([open])"); fold; fold = fold.parentElement.closest("details:not([open])")) {
    fold.open = true;
    isHidden = true;
  }
  if (target.closest(".out")) {
    for (const name of ["q", ...FILTERS]) if (picks[name]) picks[name].value = "";
    isHidden = true;
  }
  const readers = target.closest("[data-readers]")?.dataset.readers;
  if (readers && valueOf("view") && !readers.split(" ").includes(valueOf("view"))) {
    picks.view.value = "";
    isHidden = true;
  }
  if (isHidden) show();
  if (isHidden || always || target.closest(".finding, .record")) land(target);
}

/** Scrolls to a place, and again while what was not laid out yet takes its room above it. */
function land(target, frames = 12) {
  target.scrollIntoView();
  if (frames > 0) requestAnimationFrame(() => land(target, frames - 1));
}

// ---- Printing.

function print(what) {
  root.dataset.print = what;
  window.print();
}
let closed = [];
addEventListener("beforeprint", () => {
  closed = folds.filter((fold) => !fold.open);
  if (root.dataset.print !== "shown") closed.forEach((fold) => { fold.open = true; });
});
addEventListener("afterprint", () => {
  closed.forEach((fold) => { fold.open = false; });
  delete root.dataset.print;
});

// ---- The controls.

const DOES = {
  clear() {
    for (const name of ["q", ...FILTERS]) if (picks[name]) picks[name].value = "";
    show();
    toAddress();
    picks.q.focus();
  },
  unfold(button) {
    const isOpening = folds.some((fold) => !fold.open);
    folds.forEach((fold) => { fold.open = isOpening; });
    button.textContent = isOpening ? "Close all" : "Open all";
    say(isOpening ? "All is open." : "All is closed.");
  },
  "print-summary": () => print("summary"),
  "print-shown": () => print("shown"),
  "print-all": () => print("all"),
};

/** Fills a choice with what the findings name; it stays hidden if they name less than two. */
function offer(name, values) {
  const known = [...new Map(values.map((value) => [plain(value), value])).entries()].sort(([, a], [, b]) => a.localeCompare(b, "en"));
  if (!picks[name] || known.length < 2) return picks[name]?.closest("p").remove();
  for (const [, label] of known) picks[name].append(new Option(label, label));
}

function begin() {
  root.dataset.script = "";
  offer("law", namesIn(main, "law-").map((law) => law.toUpperCase()));
  offer("owner", [...main.querySelectorAll("article .owner")].map((chip) => chip.textContent));
  document.querySelectorAll("[data-needs-script]").forEach((part) => part.removeAttribute("hidden"));
  let waiting = 0;
  for (const [name, pick] of Object.entries(picks)) {
    pick.addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(() => { show(); toAddress(); }, name === "q" ? 200 : 0);
    });
  }
  document.querySelector(".tools").addEventListener("submit", (event) => {
    event.preventDefault();
    show();
    toAddress();
    boxes.find((box) => isFiltered() && !box.classList.contains("out"))?.querySelector("a.here")?.focus();
  });
  for (const button of document.querySelectorAll("[data-does]")) {
    button.addEventListener("click", () => DOES[button.dataset.does](button));
  }
  // Where there is little room the tools fold away.
  const room = matchMedia("(min-width: 40rem)");
  const fold = () => { document.querySelector(".tools details").open = room.matches; };
  room.addEventListener("change", fold);
  fold();
  addEventListener("hashchange", fromAddress);
  offerCopies(boxes, say);
  fromAddress();
}

begin();
