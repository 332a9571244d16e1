import { execFileSync } from "node:child_process";
import { linkSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import { lines, temporaryFolder, tsnb } from "../cli/tsnb.js";
import { codeCell, display, markdownCell, notebookOf, stream } from "../report/cells.js";

const CANARY = "the canary sings";
const SVG = `<svg xmlns="http://www.w3.org/2000/svg"><text>${CANARY}</text></svg>`;
/** Two PNGs of one pixel would look alike: what follows the picture tells whose bytes these are. */
const PNG = (text: string) => Buffer.concat([Buffer.from("89504e470d0a1a0a", "hex"), Buffer.from(text)]);

const root = temporaryFolder();
const inside = join(root, "notebooks");
mkdirSync(join(inside, "pictures"), { recursive: true });
mkdirSync(join(root, "notebooks-of-another"));
for (const folder of [root, join(root, "notebooks-of-another")]) {
  writeFileSync(join(folder, "canary.svg"), SVG);
  writeFileSync(join(folder, "canary.png"), PNG(CANARY));
}
writeFileSync(join(inside, "own.png"), PNG("own"));
writeFileSync(join(inside, "..dots.png"), PNG("dots"));
writeFileSync(join(inside, "text.txt"), CANARY);
writeFileSync(join(inside, "page.svg"), `${CANARY} without a drawing`);
symlinkSync(root, join(inside, "up"));
symlinkSync("../canary.svg", join(inside, "link.svg"));
symlinkSync(join(inside, "link.svg"), join(inside, "pictures", "link-of-a-link.svg"));
symlinkSync("circle.png", join(inside, "circle.png"));
execFileSync("mkfifo", [join(inside, "pipe.png")]);

/** Ways out of the notebook's folder, to files that are there, and to files that never end. */
const WAYS_OUT = [
  "../canary.svg",
  "pictures/../../canary.png",
  "../notebooks-of-another/canary.png",
  "%2e%2e/canary.svg",
  "%2E%2E%2Fcanary.svg",
  "..%2fcanary.svg",
  "%252e%252e/canary.svg",
  "..\\canary.svg",
  "..%5ccanary.svg",
  "./.././canary.svg",
  "up/canary.svg",
  "link.svg",
  "pictures/link-of-a-link.svg",
  join(root, "canary.svg"),
  `/${join(root, "canary.svg")}`,
  `//localhost${join(root, "canary.svg")}`,
  `\\\\localhost${join(root, "canary.svg")}`,
  pathToFileURL(join(root, "canary.svg")).href,
  `file:${join(root, "canary.svg")}`,
  `FILE://${join(root, "canary.svg")}`,
  `file://localhost${join(root, "canary.svg")}`,
  "../canary.svg?a=own.png",
  "../canary.svg#own.png",
  "own.png/../../canary.svg",
  "own.png%00/../../canary.svg",
  "attachment:../canary.svg",
  "text.txt",
  "page.svg",
  "circle.png",
  "pipe.png",
  "/dev/zero",
  "/proc/self/environ",
  "~/canary.svg",
  "$HOME/canary.svg",
  "pictures",
  ".",
  "..",
  "x".repeat(5_000),
];

/** Everything a page says, and what its embedded pictures hold. */
function told(page: string): string {
  const html = readFileSync(page, "utf8");
  const held = [...html.matchAll(/base64,([A-Za-z0-9+/=]+)/g)].map(([, data = ""]) =>
    Buffer.from(data, "base64").toString("utf8"),
  );
  return [html, ...held].join("\n");
}

test("nothing outside the notebook's folder is read, however a picture's address is written", async () => {
  const names = WAYS_OUT.flatMap((address) => [
    `![a](<${address}>)`,
    `<img src="${address}">`,
    `<svg><image href="${address}"/><use xlink:href="${address}"/></svg>`,
    `![a][r]\n\n[r]: <${address}>`,
  ]);
  const cells = [
    ...names.map((text) => markdownCell(text)),
    ...names.map((text) => ({
      ...markdownCell(text),
      cell_type: "raw",
      metadata: { format: "text/markdown" },
    })),
    codeCell("finding", [display({ "text/markdown": names.join("\n\n") })], "finding"),
    codeCell("outputs", [
      display({ "text/html": names.join("\n"), "text/markdown": names.join("\n\n") }),
      ...WAYS_OUT.map((address) => display({ "image/svg+xml": `<svg><image href="${address}"/></svg>` })),
      ...WAYS_OUT.map((address) => display({ "image/png": address, "text/plain": address })),
    ]),
    markdownCell("![own](own.png) ![dots](..dots.png)"),
  ];
  writeFileSync(join(inside, "out.ipynb"), JSON.stringify(notebookOf(...cells)));
  const { code, stderr } = await tsnb(["export", "notebooks/out.ipynb"], root);
  expect({ code, lines: lines(stderr).length }).toEqual({ code: 0, lines: 1 });
  const page = told(join(root, "reports", "out.html"));
  expect(page).not.toContain(CANARY);
  expect(page).toContain("PNG\r\n\u001a\nown");
  expect(page).toContain("PNG\r\n\u001a\ndots");
});

test("a notebook that is a link takes its pictures from where it is named, not from where it lies", async () => {
  const away = join(root, "away");
  mkdirSync(away);
  writeFileSync(
    join(root, "notebooks-of-another", "n.ipynb"),
    JSON.stringify(notebookOf(markdownCell("![a](canary.svg)"))),
  );
  symlinkSync("../notebooks-of-another/n.ipynb", join(away, "n.ipynb"));
  expect(await tsnb(["export", "away/n.ipynb", "--out", "linked"], root)).toMatchObject({ code: 0 });
  expect(told(join(root, "linked", "n.html"))).not.toContain(CANARY);
});

test("the file names of a stranger run nothing on the page and give the terminal no orders", async () => {
  const folder = join(root, "names");
  mkdirSync(folder);
  const hostile = [
    "<img src=x onerror=alert(1)>",
    "\u001b[2J\u001b]0;owned\u0007",
    "line\nbreak\r",
    "\" onload='x' `$(touch owned)`",
    "..",
    "-rf",
    "%2e%2e%2fa",
    "__proto__",
    "con\u202Egnp",
  ];
  for (const name of hostile) {
    linkSync(writtenOnce(), join(folder, `${name}.ipynb`));
  }
  const { code, stderr } = await tsnb(["export", "names", "--out", "named"], root);
  expect(code).toBe(0);
  expect(lines(stderr)).toHaveLength(hostile.length);
  for (const order of ["\u001b", "\u0007", "\r"]) expect(stderr).not.toContain(order);
  for (const name of hostile) {
    const html = readFileSync(join(root, "named", `${name}.html`), "utf8");
    expect(html).not.toContain("<img");
    expect(html.match(/<script/g)).toHaveLength(2);
  }
});

let written: string | undefined;
function writtenOnce(): string {
  if (written === undefined) {
    written = join(root, "plain.ipynb");
    writeFileSync(written, JSON.stringify(notebookOf(codeCell("1", [stream("a")]))));
  }
  return written;
}
