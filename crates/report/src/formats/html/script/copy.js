// Copies of a finding for other programs: its address, Markdown, an issue, the cells it points at.

/** Text as Markdown that shows it and obeys nothing of it. */
const inMarkdown = (text) =>
  text.replace(/\s+/g, " ").trim().replace(/[\\`*_[\]<>|#~&@!]/g, "\\$&").replace(/^(\d+)([.)])/, "$1\\$2").replace(/^[-+=]/, "\\$&");

const addressOf = (id) => `${location.href.split("#")[0]}#${id}`;

const rowsOf = (box) => [...box.querySelectorAll("tr[id]")].filter((row) => !row.classList.contains("out"));

const titleOf = (box) => box.querySelector("h3, h4, h5, h6")?.textContent.trim() ?? document.title;

/** Paragraphs, then each row of a table as a line of `header: text`. */
function linesOf(box) {
  const lines = [];
  for (const part of box.querySelectorAll("p, li, tbody tr")) {
    if (part.closest(".copies")) continue;
    if (part.tagName !== "TR") {
      lines.push("", [...part.childNodes].map(pieceOf).join("").replace(/ +/g, " ").trim());
    } else if (!part.classList.contains("out")) {
      const headers = [...part.closest("table").querySelectorAll("thead th")];
      const cells = [...part.cells].map((cell, at) => `**${inMarkdown(headers[at]?.textContent ?? "")}:** ${inMarkdown(cell.textContent)}`);
      lines.push(`- ${cells.join("; ")}`);
    }
  }
  return lines;
}

function pieceOf(node) {
  const text = inMarkdown(node.textContent);
  const space = (pattern) => (pattern.test(node.textContent) ? " " : "");
  const shown = node.nodeName === "STRONG" ? `**${text}**` : text;
  return `${space(/^\s/)}${shown}${space(/\s$/)}`;
}

const COPIES = {
  link: ["Link", (box) => addressOf(box.id)],
  markdown: ["Markdown", (box) => [`### ${inMarkdown(titleOf(box))}`, ...linesOf(box), "", `<${addressOf(box.id)}>`].join("\n")],
  issue: ["Issue", issueOf],
  cells: ["Cell references", (box) => cellsOf(box).join("\n")],
};

/** A title, what was found, and a line to tick for each record, or each cell if no record is named. */
function issueOf(box) {
  const rows = rowsOf(box).map((row) => `${inMarkdown(row.cells[0].textContent)}: ${inMarkdown(placesOf(row).join("; "))}`);
  const tasks = (rows.length ? rows : cellsOf(box).map(inMarkdown)).map((task) => `- [ ] ${task}`);
  const lines = linesOf(box).filter((line) => !line.startsWith("- "));
  return [titleOf(box), "", "## What was found", ...lines, "", ...tasks, "", `Report: <${addressOf(box.id)}>`].join("\n");
}

const placesOf = (part) => [...part.querySelectorAll(".place")].map((place) => place.textContent);

function cellsOf(box) {
  const shown = [...box.querySelectorAll(".place")].filter((place) => !place.closest(".out"));
  return [...new Set(shown.flatMap((place) => place.textContent.split("; ")))];
}

async function toClipboard(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // A page from a plain web server has no clipboard of its own.
    const field = document.createElement("textarea");
    field.value = text;
    document.body.append(field);
    field.select();
    const isCopied = document.execCommand("copy");
    field.remove();
    return isCopied;
  }
}

/** Gives each finding a button that opens the ways to copy it. */
function offerCopies(boxes, say) {
  const menu = document.createElement("span");
  menu.className = "copies";
  menu.setAttribute("role", "group");
  let opener = null;
  const close = () => {
    opener?.setAttribute("aria-expanded", "false");
    menu.remove();
    opener = null;
  };
  for (const [name, [label, write]] of Object.entries(COPIES)) {
    const button = buttonOf(label);
    button.dataset.copy = name;
    button.addEventListener("click", async () => {
      const [from, text] = [opener, write(opener.closest("article"))];
      say((await toClipboard(text)) ? `${label} copied.` : "The browser did not allow copying.");
      close();
      from.focus();
    });
    menu.append(button);
  }
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const from = opener;
    close();
    from.focus();
  });
  for (const box of boxes.filter((one) => one.id)) {
    const button = buttonOf("Copy");
    button.classList.add("copy");
    button.setAttribute("aria-expanded", "false");
    button.setAttribute("aria-label", `Copy “${titleOf(box)}”`);
    button.addEventListener("click", () => {
      if (opener === button) return close();
      close();
      opener = button;
      button.setAttribute("aria-expanded", "true");
      menu.setAttribute("aria-label", `Ways to copy “${titleOf(box)}”`);
      menu.querySelector("[data-copy=cells]").hidden = cellsOf(box).length === 0;
      button.after(menu);
    });
    box.querySelector("h3, h4, h5, h6").after(button);
  }
}

function buttonOf(label) {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = label;
  return button;
}
