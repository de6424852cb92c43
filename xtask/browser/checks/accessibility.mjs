// No violation of WCAG 2.2 A and AA that axe-core finds, in light, dark, narrow, print and forced colours; and what axe-core
// could not decide stands in triaged.json with the reason why it is no fault.

import { readFileSync } from "node:fs";

const TRIAGED = JSON.parse(readFileSync(new URL("../triaged.json", import.meta.url), "utf8"));
// Faults told of one look.
const SHOWN = 8;
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
// Off unless they are named: targets of 24 px (WCAG 2.5.8), and two rules for tables that are still on trial.
const ALSO = ["target-size", "td-has-header", "table-fake-caption"];

// Contrast is measured where colours differ: a narrow window has those of the wide one, forced colours are the reader's own.
// So wide that no table reaches beyond its region: axe cannot tell what lies behind words that are cut off.
const WIDE = { width: 2600, height: 1000 };
const WAYS = {
  light: { viewport: WIDE },
  dark: { viewport: WIDE, colorScheme: "dark" },
  print: { viewport: WIDE, media: "print" },
  narrow: { viewport: { width: 320, height: 800 }, without: ["color-contrast"] },
  "forced colours": { forcedColors: "active", without: ["color-contrast"] },
};
const LOOKS = [
  ["lindenkorb", "audit", ["light", "dark", "print", "narrow", "forced colours"]],
  ["lindenkorb", "privacy-policy", ["light", "dark", "print", "narrow", "forced colours"]],
  ["lindenkorb", "register", ["light", "narrow"]],
  ["sunmesa", "privacy-policy", ["light"]],
  ["harborlight", "privacy-policy", ["light"]],
  ["harborlight", "laws/audit-baseline", ["light"]],
];

export async function check({ page, open, need, say }) {
  const source = need("axe-core").source;
  const faults = [];
  const used = new Set();
  let passes = 0;
  const looks = LOOKS.flatMap(([sample, name, ways]) => ways.map((way) => [page(sample, name), way]));
  for (const [of, way] of looks) {
    const { media, without = [], ...options } = WAYS[way];
    faults.push(...(await open(of, options, async (tab) => {
      if (media) await tab.emulateMedia({ media });
      const found = await look(tab, source, without);
      passes += found.passes;
      const name = `${of.sample}/${of.name} (${way})`;
      const unknown = found.incomplete.filter(({ rule, html, why }) => {
        const known = TRIAGED.find((one) => one.rule === rule && new RegExp(one.html).test(html) && new RegExp(one.said).test(why));
        if (known) used.add(known);
        return !known;
      });
      return [
        ...found.violations.slice(0, SHOWN).map(({ rule, html, why }) => `${name}: ${rule}: ${html}: ${why}`),
        ...unknown.slice(0, SHOWN).map(({ rule, html, why }) => `${name}: undecided ${rule}: ${html}: ${why}`),
        ...(await reflow(tab, way)).map((fault) => `${name}: ${fault}`),
      ];
    })));
  }
  for (const one of TRIAGED.filter((one) => !used.has(one))) faults.push(`triaged.json: nothing is undecided like ${one.rule}: ${one.html}`);
  say(`${looks.length} looks, ${passes} rules passed`);
  return faults;
}

/** What axe cannot look through is made plain, each in the way that is worst for the reader. */
const PLAIN = `
  /* What is far away is laid out too. */
  * { content-visibility: visible !important }
  /* The soft edge of a table that scrolls: its darkest point everywhere. */
  .scroll { background: color-mix(in srgb, var(--surface), #000 10%) !important }
  @media (min-width: 100rem) { .frame, main { max-width: none !important } }
  /* The disc of a number stands beside the text, not behind it. */
  .first li::before { background: none !important; border: 0 !important }
`;

async function look(tab, source, without) {
  await tab.evaluate((plain) => {
    document.querySelectorAll("details").forEach((fold) => { fold.open = true; });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(plain);
    document.adoptedStyleSheets.push(sheet);
    document.querySelector(".copy")?.click();
  }, PLAIN);
  await tab.evaluate(source);
  return tab.evaluate(async ({ tags, also, without }) => {
    // A single figure is text as well. What is configured replaces all options, so the others are named too.
    const contrast = axe._audit.checks["color-contrast"].options;
    axe.configure({ checks: [{ id: "color-contrast", options: { ...contrast, ignoreLength: true } }] });
    const rules = Object.fromEntries([...also.map((rule) => [rule, { enabled: true }]), ...without.map((rule) => [rule, { enabled: false }])]);
    const found = await axe.run(document, { runOnly: { type: "tag", values: tags }, rules, resultTypes: ["violations", "incomplete"] });
    const lines = (results) => results.flatMap(({ id, nodes }) => nodes.map((node) => ({
      rule: id,
      html: node.html.slice(0, 160),
      why: [...node.any, ...node.all, ...node.none].map((one) => one.message).join("; "),
    })));
    return { violations: lines(found.violations), incomplete: lines(found.incomplete), passes: found.passes.length };
  }, { tags: TAGS, also: ALSO, without });
}

/** At 320 px nothing but tables in their own region is wider than the window (WCAG 1.4.10). */
async function reflow(tab, way) {
  if (way !== "narrow") return [];
  const width = await tab.evaluate(() => document.documentElement.scrollWidth);
  return width > 320 ? [`the page is ${width} px wide`] : [];
}
