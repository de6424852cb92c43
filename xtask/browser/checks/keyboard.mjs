// The page by keyboard alone: the way through it, a focus that is seen and covered by nothing, and every control at work.

export async function check({ page, open }) {
  return [
    ...(await open(page("lindenkorb", "audit"), {}, (tab) => walk(tab, "audit", 120))),
    ...(await open(page("lindenkorb", "audit"), { viewport: { width: 320, height: 640 } }, (tab) => walk(tab, "audit at 320 px", 60))),
    ...(await open(page("lindenkorb", "register"), {}, (tab) => walk(tab, "register", 60))),
    ...(await open(page("lindenkorb", "privacy-policy"), {}, (tab) => walk(tab, "policy", 30))),
    ...(await open(page("lindenkorb", "audit"), {}, work)),
  ];
}

async function walk(tab, name, steps) {
  const faults = [];
  await tab.keyboard.press("Tab");
  const first = await tab.evaluate(() => document.activeElement.className);
  if (first !== "skip") faults.push(`${name}: the first stop is not the link to the content`);
  const seen = new Set();
  for (let step = 0; step < steps; step += 1) {
    const stop = await tab.evaluate(() => {
      const at = document.activeElement;
      if (at === document.body) return null;
      const box = at.getBoundingClientRect();
      const style = getComputedStyle(at);
      // Of what is taller than the window, the part within it.
      const [top, bottom] = [Math.max(box.top, 0), Math.min(box.bottom, innerHeight)];
      const points = [0.5, 0.1, 0.9].map((x) => document.elementFromPoint(box.x + box.width * x, (top + bottom) / 2));
      return {
        what: `${at.tagName} ${at.id || at.textContent.trim().slice(0, 30)}`,
        isSeen: points.some((point) => point && (at.contains(point) || point.contains(at))),
        ring: style.outlineStyle === "none" ? 0 : parseFloat(style.outlineWidth),
        key: [...document.querySelectorAll("*")].indexOf(at),
      };
    });
    if (!stop) break;
    if (seen.has(stop.key)) { faults.push(`${name}: the focus comes back to ${stop.what}`); break; }
    seen.add(stop.key);
    if (!stop.isSeen) faults.push(`${name}: ${stop.what} has the focus and is not seen`);
    if (stop.ring < 2) faults.push(`${name}: ${stop.what} shows its focus by ${stop.ring} px`);
    await tab.keyboard.press("Tab");
  }
  if (seen.size < 5) faults.push(`${name}: the walk ended after ${seen.size} stops`);
  return faults;
}

async function work(tab) {
  const faults = [];
  const expect = (is, text) => is || faults.push(text);
  const focus = () => tab.evaluate(() => document.activeElement.id || document.activeElement.className || document.activeElement.tagName);
  await tab.keyboard.press("Tab");
  await tab.keyboard.press("Enter");
  expect((await focus()) === "content", "the link to the content does not lead there");
  await tab.locator("#pick-q").focus();
  await tab.keyboard.type("status:notmet");
  await tab.keyboard.press("Enter");
  expect((await focus()) === "here", "Enter in the search does not lead to the first finding");
  expect(await tab.evaluate(() => document.activeElement.closest("article.is-not-met, article:has(.outcome.not-met)") !== null), "the first finding is not one that was searched for");
  await tab.keyboard.press("Tab");
  await tab.keyboard.press("Enter");
  expect((await tab.locator(".copies button:visible").count()) >= 3, "the ways to copy do not open");
  await tab.keyboard.press("Tab");
  await tab.keyboard.press("Escape");
  expect((await tab.locator(".copies").count()) === 0 && (await focus()) === "copy", "Escape does not close the ways to copy");
  const summary = tab.locator("#register summary, main summary").first();
  await tab.locator("[data-does=clear]").press("Enter");
  expect((await focus()) === "pick-q" && (await tab.inputValue("#pick-q")) === "", "clearing does not come back to the search");
  await summary.press("Enter");
  expect(await summary.evaluate((one) => one.parentElement.open), "Enter does not open a fold");
  return faults;
}
