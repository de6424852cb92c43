// Without a script a page holds everything in its order, its choices work, and nothing dead is shown.

const WITHOUT = { javaScriptEnabled: false };

export async function check({ pages, page, open }) {
  const faults = [];
  for (const of of pages.filter((one) => one.sample !== "large")) {
    faults.push(...(await open(of, WITHOUT, (tab) => read(tab, `${of.sample}/${of.name}`))));
  }
  faults.push(...(await open(page("lindenkorb", "audit"), WITHOUT, choose)));
  return faults;
}

async function read(tab, name) {
  const faults = [];
  const dead = await tab.locator("button:visible, input:visible, select[id=pick-law]:visible").count();
  if (dead) faults.push(`${name}: ${dead} controls are shown that do nothing`);
  // What stands outside of a fold is seen; what is folded away opens by its summary, which needs no script.
  const hidden = await tab.locator("main :is(p, li, td, th, h1, h2, h3, h4)").evaluateAll((parts) =>
    parts.filter((part) => !part.closest("details") && !part.getClientRects().length && !part.closest("[hidden]")).length);
  if (hidden) faults.push(`${name}: ${hidden} parts cannot be seen`);
  const ranks = await tab.locator("#findings > h3, #unknown > details > summary").allTextContents();
  const order = ["Critical", "High", "Medium", "Low"];
  const found = ranks.map((rank) => order.findIndex((word) => rank.trim().startsWith(word)));
  const falls = found.filter((rank, at) => at > 0 && rank < found[at - 1] && rank >= 0).length;
  if (falls > 1 || found.includes(-1)) faults.push(`${name}: severities out of order: ${ranks.join(", ")}`);
  return faults;
}

/** Choices are obeyed by the style alone. */
async function choose(tab) {
  const faults = [];
  const shown = (selector) => tab.locator(`#findings ${selector}`).evaluateAll((boxes) => boxes.filter((box) => box.getClientRects().length).length);
  const all = await shown(".finding");
  await tab.selectOption("#pick-status", "not-met");
  const [some, others] = [await shown(".finding.is-not-met"), await shown(".finding:not(.is-not-met)")];
  if (!some || others || some >= all) faults.push(`status not-met shows ${some} and ${others} others of ${all}`);
  await tab.selectOption("#pick-status", "");
  await tab.selectOption("#pick-severity", "critical");
  const rest = await shown(".finding:not(:has(.severity-critical))");
  if (rest || !(await shown(".finding"))) faults.push(`severity critical leaves ${rest} others`);
  await tab.selectOption("#pick-severity", "");
  await tab.selectOption("#pick-view", "executive");
  if (await tab.locator("#requirements").isVisible()) faults.push("the executive view shows every requirement");
  await tab.selectOption("#pick-view", "");
  const colour = () => tab.locator("body").evaluate((body) => getComputedStyle(body).backgroundColor);
  const light = await colour();
  await tab.selectOption("#pick-theme", "dark");
  if ((await colour()) === light) faults.push("the colours did not change");
  return faults;
}
