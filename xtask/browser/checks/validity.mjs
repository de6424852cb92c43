// The pages are valid HTML: by the parser's rules and the standard's content models (html-validate, its rules for the
// standard and for documents).

import { readFileSync } from "node:fs";

// Rules of taste.
const OFF = {
  "long-title": "off",
  "no-trailing-whitespace": "off",
  "doctype-style": "off",
  "void-style": "off",
  "attribute-boolean-style": "off",
};

export async function check({ pages, need }) {
  const { HtmlValidate, StaticConfigLoader } = need("html-validate");
  const loader = new StaticConfigLoader({ extends: ["html-validate:standard", "html-validate:document"], rules: OFF });
  const validator = new HtmlValidate(loader);
  const faults = [];
  // The pages of the laws are made of what the whole has; those of one sample stand for all.
  const looked = pages.filter(({ sample, name }) => sample === "lindenkorb" || !name.includes("/"));
  for (const { sample, name, path } of looked) {
    const report = await validator.validateString(readFileSync(path, "utf8"), path);
    const messages = report.results.flatMap((result) => result.messages);
    for (const { ruleId, message, line, selector } of messages.slice(0, 5)) {
      faults.push(`${sample}/${name}:${line} ${ruleId}: ${message} (${selector ?? "page"})`);
    }
  }
  return faults;
}
