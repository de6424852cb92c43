// On paper: everything, or the summary, or what is shown; with numbered pages on A4 and Letter.

export async function check({ page, open, say }) {
  const audit = page("lindenkorb", "audit");
  return [
    ...(await open(audit, {}, (tab) => onPaper(tab, say))),
    ...(await open(audit, { javaScriptEnabled: false }, folds)),
  ];
}

const isOnPaper = (tab, selector) => tab.locator(selector).evaluateAll((parts) => parts.filter((part) => part.getClientRects().length).length);

async function onPaper(tab, say) {
  const faults = [];
  const expect = (is, text) => is || faults.push(text);
  const findings = await tab.locator("article.finding").count();
  const folds = await tab.locator("main details").count();
  await tab.evaluate(() => { window.print = () => dispatchEvent(new Event("beforeprint")); });
  await tab.fill("#pick-q", "status:notmet");
  await tab.selectOption("#pick-view", "executive");
  await tab.waitForTimeout(350);
  await tab.emulateMedia({ media: "print" });
  const printed = async (does) => {
    await tab.evaluate((does) => document.querySelector(`[data-does=${does}]`).click(), does);
    const seen = { findings: await isOnPaper(tab, "article.finding"), open: await isOnPaper(tab, "main details[open]"), tools: await isOnPaper(tab, ".tools, .copy, .side, .skip"), sections: await isOnPaper(tab, "main > section") };
    await tab.evaluate(() => dispatchEvent(new Event("afterprint")));
    return seen;
  };
  const all = await printed("print-all");
  expect(all.findings === findings && all.open === folds, `everything is ${all.findings} of ${findings} findings, ${all.open} of ${folds} folds`);
  expect(all.tools === 0, "paper shows what only a screen can use");
  const summary = await printed("print-summary");
  expect(summary.findings < findings && summary.sections > 0 && summary.sections < all.sections, `the summary has ${summary.findings} findings in ${summary.sections} of ${all.sections} sections`);
  await tab.emulateMedia({ media: null });
  await tab.selectOption("#pick-view", "");
  await tab.waitForTimeout(100);
  await tab.emulateMedia({ media: "print" });
  const shown = await printed("print-shown");
  expect(shown.findings > 0 && shown.findings < findings, `what is shown is ${shown.findings} of ${findings}`);
  const sheets = {};
  for (const format of ["A4", "Letter"]) {
    const bytes = (await tab.pdf({ format, preferCSSPageSize: false })).toString("latin1");
    sheets[format] = (bytes.match(/\/Type\s*\/Page[^s]/g) ?? []).length;
    const [, width] = bytes.match(/\/MediaBox\s*\[0 0 ([\d.]+)/) ?? [];
    expect(Math.floor(width) === (format === "A4" ? 595 : 612), `${format} is ${width} pt wide`);
    expect(sheets[format] > 5, `${format} has ${sheets[format]} pages`);
  }
  const margins = await tab.evaluate(() => [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules]).some((rule) => rule instanceof CSSPageRule && rule.cssText.includes("counter(page)")));
  expect(margins, "pages have no numbers");
  say(`everything is ${sheets.A4} pages of A4, ${sheets.Letter} of Letter`);
  return faults;
}

/** Without a script the folds open on paper by the style. */
async function folds(tab) {
  await tab.emulateMedia({ media: "print" });
  const closed = await tab.locator("main details > :not(summary)").evaluateAll((parts) => parts.filter((part) => !part.getClientRects().length).length);
  return closed ? [`${closed} folded parts are not on paper`] : [];
}
