import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import { contents, lines, temporaryFolder, tsnb, writeNotebook } from "./tsnb.js";

const folder = temporaryFolder();
let place: string;
let number = 0;
beforeEach(() => {
  place = join(folder, `case-${++number}`);
  mkdirSync(place);
});

/** A notebook that makes a card of one of many. */
const card = (name: string) =>
  writeNotebook(
    join(place, `${name}.ipynb`),
    ['const cluster: string = "First";', { tags: ["parameters"] }],
    `import { about, publish } from "tslab-notebook";
about({ title: \`Card: \${cluster}\`, variant: cluster });
publish("cluster", [{ name: cluster }]);`,
  );

describe("a notebook that states a variant", () => {
  test("writes its files under that name, one run beside the other, and the index links both", async () => {
    card("card");
    const first = await tsnb(["report", "card.ipynb"], place);
    expect(first.code).toBe(0);
    expect(lines(first.stderr)[1]).toMatch(/^card: done in .* → reports\/card-first\.html \(/);
    expect(await tsnb(["report", "card.ipynb", "-p", "cluster=São & Co"], place)).toMatchObject({ code: 0 });
    const made = contents(join(place, "reports"));
    expect(Object.keys(made).map((name) => name.normalize("NFC"))).toEqual([
      "card-first.html",
      "card-first.ipynb",
      "card-first.results.json",
      "card-são-co.html",
      "card-são-co.ipynb",
      "card-são-co.results.json",
      "index.html",
    ]);
    expect(made["index.html"]).toContain('<a href="card-first.html">Card: First</a>');
    expect(made["index.html"]).toContain('<a href="card-s%C3%A3o-co.html">Card: São &amp; Co</a>');
    expect(made["card-first.html"]).toContain("<title>Card: First</title>");
    expect(made["card-first.results.json"]).toContain('"First"');
  });

  test("keeps its name if a later cell fails", async () => {
    writeNotebook(
      join(place, "card.ipynb"),
      'import { about } from "tslab-notebook";\nabout({ variant: "x" });',
      'throw new Error("no");',
    );
    expect(await tsnb(["run", "card.ipynb"], place)).toMatchObject({ code: 1 });
    expect(Object.keys(contents(join(place, "reports")))).toEqual(["card-x.ipynb"]);
  });

  test("that is the name of another notebook of the call is refused before that one's files change", async () => {
    card("card");
    writeNotebook(join(place, "card-first.ipynb"), "1");
    expect(await tsnb(["report", "card-first.ipynb"], place)).toMatchObject({ code: 0 });
    const before = contents(join(place, "reports"));
    const { code, stderr } = await tsnb(
      ["report", "card.ipynb", "card-first.ipynb", "--jobs", "1", "--force"],
      place,
    );
    expect(code).toBe(2);
    expect(lines(stderr)).toEqual([
      "card: running",
      "card.ipynb: its variant makes it card-first, as card-first.ipynb is named, and so would its report be. " +
        "Rename one of them, or let about() state another variant.",
    ]);
    expect(contents(join(place, "reports"))).toEqual(before);
  });
});
