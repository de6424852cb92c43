// The language of the search: words, "phrases", field:value, and - or NOT before what must not be there.
// Everything that is asked for must hold; values with a comma between them are alternatives.

const FIELDS = ["status", "severity", "law", "owner", "id"];

const plain = (text) => text.toLowerCase().normalize("NFKD").replace(/[^\p{L}\p{N}]+/gu, "");

/** The terms of a query: { not, field, values }; a term without a field asks for words anywhere. */
function parseQuery(query) {
  const terms = [];
  const pattern = /(-|NOT\s+)?(?:(\p{L}+):)?(?:"([^"]*)"?|([^\s"]+))/gu;
  for (const [, not, name, phrase, word] of query.matchAll(pattern)) {
    const field = FIELDS.includes(name?.toLowerCase()) ? name.toLowerCase() : "";
    const value = phrase ?? word;
    // What only looks like a field is words, such as an address.
    const text = name && !field ? `${name}:${value}` : value;
    const values = (field && phrase === undefined ? text.split(",") : [text])
      .map((one) => (field ? plain(one) : one.toLowerCase()))
      .filter((one) => one && one !== "-");
    if (values.length) terms.push({ not: Boolean(not), field, values });
  }
  return terms;
}

/** Does a finding hold what all the terms ask for? `finding` has `words`, and a list of plain values for each field. */
function answers(finding, terms) {
  return terms.every(({ not, field, values, isExact }) => {
    const holds = values.some((value) => {
      if (isExact) return finding[field].includes(value);
      if (!field) return finding.words.includes(value);
      if (field === "owner" || field === "id") return finding[field].some((known) => known.includes(value));
      return finding[field].some((known) => known.startsWith(value));
    });
    return holds !== not;
  });
}
