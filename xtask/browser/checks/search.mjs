// Search, filters and views: what they show is what the findings say, it is announced, and the address keeps it.

export async function check({ page, open }) {
  const audit = page("harborlight", "audit");
  return [
    ...(await open(audit, {}, terms)),
    ...(await open(audit, {}, choices)),
    ...(await open(audit, { place: "#findings&q=law%3Agdpr&severity=high&theme=dark&view=auditor" }, restored)),
    ...(await open(audit, {}, places)),
    ...(await open(page("lindenkorb", "audit"), { place: "#finding-gdpr-32-1-a" }, landed)),
    ...(await open(page("lindenkorb", "audit"), { place: "#finding-gdpr-32-1-a", viewport: { width: 390, height: 800 } }, landed)),
    ...(await open(page("lindenkorb", "audit"), { place: "#finding-gdpr-32-1-a", javaScriptEnabled: false }, landed)),
    ...(await open(audit, { permissions: ["clipboard-read", "clipboard-write"] }, copies)),
    ...(await open(page("lindenkorb", "register"), {}, register)),
    ...(await open(page("lindenkorb", "privacy-policy"), {}, policy)),
  ];
}

const faultsOf = () => {
  const faults = [];
  return { faults, expect: (is, text) => is || faults.push(text) };
};

/** What the page shows: the boxes, and each finding with its row. */
const shownIn = (tab) => tab.evaluate(() => {
  const isShown = (part) => part.getClientRects().length > 0;
  const boxes = [...document.querySelectorAll("article.finding")].filter(isShown);
  return boxes.flatMap((box) => {
    const rows = [...box.querySelectorAll("tr[id]")];
    return (rows.length ? rows.filter(isShown) : [box]).map((part) => ({
      box: box.id,
      text: box.textContent.toLowerCase(),
      outcome: (part.querySelector(".outcome") ?? (part === box ? null : box.querySelector(".outcome")))?.className ?? "",
      severity: box.querySelector(".severity")?.className ?? "",
      laws: [...(part.querySelector("[class*=law-]") ? part : box).querySelectorAll("[class*=law-]")].map((chip) => chip.className).join(" "),
      accepted: Boolean(part.querySelector(".accepted")),
    }));
  });
});

async function type(tab, query) {
  await tab.fill("#pick-q", query);
  await tab.waitForTimeout(350);
  return { shown: await shownIn(tab), said: await tab.locator(".said").textContent() };
}

async function terms(tab) {
  const { faults, expect } = faultsOf();
  const whole = (await type(tab, " ")).shown.length;
  const all = Number((await type(tab, "e")).said.match(/of ([\d,]+)/)?.[1].replace(",", ""));
  const holds = async (query, test, min = 1) => {
    const { shown, said } = await type(tab, query);
    expect(shown.length >= min, `${query}: shows ${shown.length}`);
    const wrong = shown.filter((finding) => !test(finding));
    expect(wrong.length === 0, `${query}: shows ${wrong.length} that do not match, such as ${wrong[0]?.box}`);
    expect(said.startsWith(`${shown.length.toLocaleString("en")} finding`), `${query}: shows ${shown.length} and says “${said}”`);
    return shown.length;
  };
  expect(all >= whole, `the count of all is ${all}, shown were ${whole}`);
  const notMet = await holds("status:notmet", ({ outcome }) => outcome.includes("not-met"));
  const others = await holds("-status:notmet", ({ outcome }) => !outcome.includes("not-met"));
  expect(notMet + others === all, `status:notmet and its opposite are ${notMet} and ${others} of ${all}`);
  expect((await holds("NOT status:notmet", () => true)) === others, "NOT is not the same as a minus sign");
  await holds("law:gdpr severity:high", ({ laws, severity }) => laws.includes("law-gdpr") && severity.includes("severity-high"));
  await holds("law:gdpr,hipaa", ({ laws }) => /law-(gdpr|hipaa)/.test(laws));
  await holds("law:hipaa -law:gdpr", ({ laws }) => laws.includes("law-hipaa"));
  const accepted = await holds("accepted", ({ accepted, text }) => accepted || text.includes("accepted"), 0);
  expect((await holds("-accepted", ({ accepted }) => !accepted)) + accepted === all, "-accepted is not the opposite of accepted");
  await holds("“no”", () => true, 0);
  await holds("retention", ({ text }) => text.includes("retention"));
  await holds('"legal basis"', ({ text }) => text.includes("legal basis"));
  expect((await holds("legal basis", () => true)) >= (await holds('"legal basis"', () => true)), "a phrase finds more than its words");
  const id = await tab.evaluate(() => document.querySelector("article tr[id^=F-] .id")?.textContent);
  expect((await holds(`id:${id}`, () => true)) === 1, `id:${id} does not show one finding`);
  const none = await type(tab, "status:notmet zzzz");
  expect(none.shown.length === 0 && none.said.startsWith("0 findings"), "what matches nothing shows something");
  expect(await tab.locator(".nothing").isVisible(), "nothing says that nothing matches");
  // An owner is searched for where the template names one.
  await tab.goto(tab.url().split("#")[0]);
  await tab.reload();
  await tab.evaluate(() => {
    const chip = Object.assign(document.createElement("span"), { className: "owner", textContent: "Keeper of the Zither" });
    document.querySelector("article p").append(chip);
  });
  expect(new Set((await type(tab, "owner:zither")).shown.map(({ box }) => box)).size === 1, "owner: does not find the owner");
  return faults;
}

async function choices(tab) {
  const { faults, expect } = faultsOf();
  const laws = await tab.locator("#pick-law option").allTextContents();
  expect(laws.length === 5, `the laws to choose are ${laws.join(", ")}`);
  await tab.selectOption("#pick-law", "CCPA");
  await tab.selectOption("#pick-status", "unknown");
  await tab.waitForTimeout(100);
  const shown = await shownIn(tab);
  expect(shown.length > 0 && shown.every(({ laws, outcome }) => laws.includes("law-ccpa") && outcome.includes("unknown")), "the choices show something else");
  expect((await tab.evaluate(() => location.hash)).includes("law=CCPA"), "the address does not keep a choice");
  await tab.click("[data-does=clear]");
  await tab.selectOption("#pick-view", "executive");
  await tab.waitForTimeout(100);
  const hidden = await tab.evaluate(() => [...document.querySelectorAll("main > section")].filter((part) => !part.getClientRects().length).length);
  expect(hidden > 2 && (await tab.locator(".said").textContent()) === `${hidden} sections hidden in this view.`, `${hidden} sections are hidden: “${await tab.locator(".said").textContent()}”`);
  return faults;
}

async function restored(tab) {
  const { faults, expect } = faultsOf();
  await tab.waitForTimeout(100);
  const shown = await shownIn(tab);
  expect((await tab.inputValue("#pick-q")) === "law:gdpr" && (await tab.inputValue("#pick-view")) === "auditor", "the address is not obeyed");
  expect(shown.length > 0 && shown.every(({ severity }) => severity.includes("high")), "what the address asks for is not shown");
  expect((await tab.evaluate(() => getComputedStyle(document.documentElement).colorScheme)) === "dark", "the colours of the address are not taken");
  const kept = await tab.evaluate(() => location.hash);
  expect(kept.startsWith("#findings&") && kept.includes("theme=dark"), `the address became ${kept}`);
  await tab.evaluate(() => { location.hash = "#scoring"; });
  await tab.waitForTimeout(150);
  expect(await tab.locator("#scoring").isVisible(), "a link to what the search hides does not show it");
  expect((await tab.evaluate(() => location.hash)).includes("view=auditor"), "a link within the page loses the view");
  return faults;
}

async function places(tab) {
  const { faults, expect } = faultsOf();
  const folded = await tab.evaluate(() => document.querySelector("details:not([open]) article[id]").id);
  await tab.evaluate((id) => { location.hash = `#${id}`; }, folded);
  await tab.waitForTimeout(300);
  expect(await tab.locator(`[id="${folded}"]`).isVisible(), "a link into a fold does not open it");
  const top = await tab.locator(`[id="${folded}"]`).evaluate((box) => box.getBoundingClientRect().top);
  expect(top >= 0 && top < 400, `the finding stands at ${Math.round(top)} px`);
  await tab.selectOption("#pick-view", "executive");
  await tab.evaluate(() => { location.hash = "#requirements"; });
  await tab.waitForTimeout(150);
  expect(await tab.locator("#requirements").isVisible(), "a link to what the view hides does not show it");
  await tab.evaluate(() => { location.hash = "#no-such-place&q=%22&view=nobody"; });
  await tab.waitForTimeout(150);
  expect((await tab.inputValue("#pick-view")) === "", "a view that there is not is taken");
  await tab.goto(`${tab.url().split("#")[0]}#%E0%A4%A`);
  await tab.reload();
  expect(await tab.locator("#pick-q").isVisible(), "a broken address breaks the page");
  return faults;
}

/** An address that names a finding shows its beginning. */
async function landed(tab) {
  await tab.waitForTimeout(600);
  const { top, id } = await tab.evaluate(() => {
    const box = document.querySelector("#finding-gdpr-32-1-a");
    return { top: Math.round(box.getBoundingClientRect().top), id: box.id };
  });
  return top >= 0 && top < 400 ? [] : [`the address of ${id} leads to a place ${top} px away from it`];
}

async function copies(tab) {
  const { faults, expect } = faultsOf();
  const box = tab.locator("article:has(tr[id] .place)").first();
  const id = await box.getAttribute("id");
  const copy = async (what) => {
    await box.locator(".copy").click();
    await box.locator(`[data-copy=${what}]`).click();
    await tab.waitForTimeout(80);
    return tab.evaluate(() => navigator.clipboard.readText());
  };
  expect((await copy("link")).endsWith(`.html#${id}`), "the link is not that of the finding");
  const markdown = await copy("markdown");
  expect(/^### \S/.test(markdown) && /\*\*What (must|should) be:\*\*/.test(markdown) && markdown.includes("- **Finding:**"), `as Markdown: ${markdown.slice(0, 200)}`);
  expect(!/Copy|Cell references/.test(markdown), "the Markdown holds the words of the buttons");
  const issue = await copy("issue");
  expect(issue.includes("## What was found") && issue.includes("- [ ] "), `as an issue: ${issue.slice(0, 200)}`);
  const cells = await copy("cells");
  expect(/^\S.* › .*[A-Z]+\d+/.test(cells), `the cells: ${cells.slice(0, 100)}`);
  expect((await tab.locator(".said").textContent()).includes("copied"), "a copy is not announced");
  return faults;
}

async function register(tab) {
  const { faults, expect } = faultsOf();
  expect((await tab.locator("#pick-q, #pick-status, .copy").count()) === 0, "the register offers a search of findings");
  await tab.click("[data-does=unfold]");
  expect(await tab.evaluate(() => [...document.querySelectorAll("main details")].every((fold) => fold.open)), "not all is open");
  return faults;
}

async function policy(tab) {
  const { faults, expect } = faultsOf();
  expect((await tab.locator("script, form, button").count()) === 0, "the policy has controls");
  return faults;
}
