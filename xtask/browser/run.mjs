// Looks at the pages that the program writes in a real browser, without a window.
//
//   node run.mjs MODULES CHROMIUM PAGES [CHECK...]
//
// MODULES holds node_modules; PAGES a folder for each sample and one named `large`. Every check takes the browser and the
// pages and gives back what is wrong, one line each. The run fails if a line comes back.

import { readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const [modules, executablePath, folder, ...wanted] = process.argv.slice(2);
const need = createRequire(pathToFileURL(join(resolve(modules), "package.json")));
const { chromium } = need("playwright-core");

const CHECKS = ["validity", "network", "accessibility", "reading", "keyboard", "search", "printing", "size"];

/** Every page below the folder: its sample, its name, its path and its address. */
function pagesIn(folder) {
  const files = readdirSync(folder, { recursive: true }).map(String).filter((file) => file.endsWith(".html")).sort();
  return files.map((file) => {
    const [sample, ...rest] = file.split(/[\\/]/);
    const path = resolve(folder, file);
    return { sample, name: rest.join("/").replace(/\.html$/, ""), path, url: pathToFileURL(path).href };
  });
}

const pages = pagesIn(folder);
const page = (sample, name) => pages.find((page) => page.sample === sample && page.name === name);
const launch = () => chromium.launch({
  executablePath,
  args: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});

/** The browser of the check that runs. */
let browser;

/** Opens a page in a window of its own: `before` gets it blank, `use` opened, and what went wrong in it is told. */
async function open(of, { place = "", before = () => {}, ...options }, use) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  try {
    const tab = await context.newPage();
    tab.setDefaultTimeout(10_000);
    // How long a page takes to open is judged by `size` alone; elsewhere a slow machine is no fault of a page.
    tab.setDefaultNavigationTimeout(120_000);
    const faults = [];
    tab.on("pageerror", (error) => faults.push(`${of.sample}/${of.name}: ${error.message}`));
    tab.on("console", (line) => line.type() === "error" && faults.push(`${of.sample}/${of.name}: ${line.text()}`));
    await before(tab);
    await tab.goto(of.url + place);
    return [...(await use(tab)), ...faults];
  } catch (error) {
    return [`${of.sample}/${of.name}: ${error.stack.split("\n").filter((line) => /Error|checks/.test(line)).join(" ")}`];
  } finally {
    await context.close();
  }
}

/** What a check says. A browser that ends by itself is no fault of a page: the check is made once more, in a new one. */
async function looked(name, check) {
  for (let again = false; ; again = true) {
    const said = [];
    browser = await launch();
    try {
      return { said, faults: await check({ pages, page, open, need, say: (line) => said.push(line) }) };
    } catch (error) {
      if (again || browser.isConnected()) throw error;
      console.log(`the browser ended during ${name}: ${error.message}; once more`);
    } finally {
      await browser.close();
    }
  }
}

let failed = 0;
for (const name of CHECKS.filter((name) => wanted.length === 0 || wanted.includes(name))) {
  const { check } = await import(`./checks/${name}.mjs`);
  const begun = performance.now();
  const { said, faults } = await looked(name, check);
  const seconds = ((performance.now() - begun) / 1000).toFixed(1);
  console.log(`${faults.length ? "FAILED" : "ok"}  ${name} (${seconds} s)`);
  for (const line of [...said, ...faults]) console.log(`      ${line}`);
  failed += faults.length;
}
if (pages.length === 0) console.log("there is no page to look at");
process.exitCode = failed || pages.length === 0 ? 1 : 0;
