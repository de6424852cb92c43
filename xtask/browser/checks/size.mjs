// Large pages stay within the budget, lead to places that there are, and open at once. Times are told, and only a wild one
// is a fault: they are those of the machine as well.

import { readFileSync, statSync } from "node:fs";

const BUDGET_BYTES = 2_000_000;
const WILD_MS = 15_000;

export async function check({ pages, page, open, say }) {
  const faults = [];
  const audit = page("large", "audit");
  const large = pages.filter((one) => one.sample === "large" && one.name.includes("audit"));
  if (!audit || large.length < 3) return ["there is no large audit with its laws"];
  if (statSync(audit.path).size > BUDGET_BYTES) faults.push(`large/audit has ${statSync(audit.path).size} bytes`);
  const ids = (path) => new Set(readFileSync(path, "utf8").match(/ id="[^"]+"/g).map((id) => id.slice(5, -1)));
  const links = [...readFileSync(audit.path, "utf8").matchAll(/href="(laws\/[^"#]+\.html)#([^"]+)"/g)];
  if (links.length < 8) faults.push(`large/audit leads to its laws ${links.length} times`);
  for (const [, file, id] of links) {
    const target = large.find((one) => `${one.name}.html` === file);
    if (!target || !ids(target.path).has(id)) faults.push(`large/audit leads to ${file}#${id}, which is not there`);
  }
  for (const one of [...large, page("harborlight", "audit"), page("harborlight", "register")]) {
    faults.push(...(await open(one, {}, (tab) => timed(tab, one, say))));
  }
  return faults;
}

async function timed(tab, of, say) {
  const times = await tab.evaluate(() => {
    const [entry] = performance.getEntriesByType("navigation");
    const painted = performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? 0;
    return { painted: Math.round(painted), ready: Math.round(entry.loadEventEnd), findings: document.querySelectorAll("article.finding tr[id], article.finding:not(:has(tr[id]))").length };
  });
  let searched = "";
  if (times.findings) {
    const took = await tab.evaluate(async () => {
      const begun = performance.now();
      const field = document.querySelector("#pick-q");
      field.value = "status:notmet retention";
      field.form.requestSubmit();
      document.body.getBoundingClientRect();
      return Math.round(performance.now() - begun);
    });
    searched = `, first search ${took} ms`;
  }
  say(`${of.sample}/${of.name}: ${(statSync(of.path).size / 1e6).toFixed(2)} MB, ${times.findings} findings, painted ${times.painted} ms, loaded ${times.ready} ms${searched}`);
  return times.ready > WILD_MS ? [`${of.sample}/${of.name} took ${times.ready} ms to open`] : [];
}
