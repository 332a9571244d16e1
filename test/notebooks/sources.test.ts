import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readData, readTable } from "../../lib/clusters/index.js";

const NAME = "05-sources-and-conflicts";
const root = resolve(import.meta.dirname, "../..");
const data = readData(join(root, "data"));
const folder = mkdtempSync(join(tmpdir(), "sources-"));
let html = "";
let results: { readonly [name: string]: readonly { readonly [key: string]: unknown }[] } = {};
let log = "";

beforeAll(() => {
  const run = spawnSync(
    process.execPath,
    ["lib/notebook/bin/tsnb.js", "report", `notebooks/${NAME}.ipynb`, "--out", folder],
    { cwd: root, encoding: "utf8" },
  );
  log = run.stdout + run.stderr;
  html = readFileSync(join(folder, `${NAME}.html`), "utf8");
  results = JSON.parse(readFileSync(join(folder, `${NAME}.results.json`), "utf8"));
}, 300_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Text of HTML, as it is read. */
const text = (source: string) =>
  source
    .replace(/<[^>]*>/g, "")
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
    .replace(/&lt;/g, "<")
    .replace(/&gt;/g, ">")
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, "&")
    .replace(/\s+/g, " ");
/** The card of a conflict: from its anchor to the next heading. */
const cardOf = (id: string) => {
  const at = html.indexOf(`id="conflict-${id}"`);
  return at < 0 ? "" : html.slice(at, html.slice(at + 1).search(/<h[23]\b/) + at + 1);
};

describe("the conflicts", () => {
  it("run without a failed cell", () => {
    expect(log).not.toContain("failed");
  });

  it("each have a card with question, answer, reason and the words of every claim", () => {
    for (const { id, question, answer, why } of data.conflicts) {
      const card = text(cardOf(id));
      expect(card, id).toContain(question);
      expect(card, id).toContain(why);
      if (answer) expect(card, id).toContain(`Answer: ${answer}`);
      for (const { claim } of data.claims.filter((each) => each.conflict === id)) {
        expect(card, `${id}: ${claim}`).toContain(claim);
      }
    }
  });

  it("link every claim to a source that stands in the list of the report", () => {
    for (const { conflict, source } of data.claims) {
      expect(cardOf(conflict), `${conflict}: ${source}`).toContain(`href="#source-${source}"`);
      expect(html).toContain(`<li id="source-${source}">`);
    }
  });

  it("are all in the table at the top, which leads to the cards", () => {
    const index = html.slice(
      html.indexOf("All questions at a glance</"),
      html.indexOf("What the ranking measures</h2>"),
    );
    for (const { id } of data.conflicts) expect(index, id).toContain(`href="#conflict-${id}"`);
    const faulty = data.conflicts.filter(
      ({ id, verdict }) =>
        verdict !== "wrong in the press" &&
        data.claims.some((claim) => claim.conflict === id && claim.judgement === "wrong"),
    );
    expect(text(index).match(/(settled|open); a source is wrong/g)).toHaveLength(faulty.length);
  });

  it("are published with their verdicts, and counted in the finding", () => {
    expect(results.conflicts).toEqual(
      data.conflicts.map(({ id, topic, verdict }) => ({ id, topic, verdict })),
    );
    const count = (verdict: string) =>
      data.conflicts.filter((conflict) => conflict.verdict === verdict).length;
    expect(text(html)).toContain(
      `Of ${data.conflicts.length} questions on which sources disagree or are wrong, ${count("settled")} are settled, ${count("open")} stay open, and ${count("wrong in the press")} are told wrongly in the press.`,
    );
  });

  it("are told apart from wrong statements, each of which is counted once over all questions", () => {
    const wrong = data.claims.filter((claim) => claim.judgement === "wrong");
    const questions = new Set(wrong.map((claim) => claim.conflict));
    const statements = new Set(wrong.map((claim) => `${claim.source}: ${claim.claim}`));
    const authors = new Set(wrong.map((claim) => claim.source));
    const officials = data.sources.filter(
      (source) => authors.has(source.id) && ["official", "national office"].includes(source.standing),
    );
    expect(text(html)).toContain(
      `In ${questions.size} of the ${data.conflicts.length}, some settled or open ones among them, at least one source is wrong: ${statements.size} wrong statements by ${authors.size} sources, ${officials.length} of them WIPO's own or a patent office's.`,
    );
    expect(statements.size).toBeLessThan(wrong.length);
    const published = results.wrongStatements ?? [];
    expect(new Set(published.map((row) => `${row.source}: ${row.claim}`))).toEqual(statements);
    expect(published).toHaveLength(statements.size);
    const named = published.flatMap((row) => [row.conflict, ...String(row.alsoIn ?? "").split(", ")]);
    expect(new Set(named.filter(Boolean))).toEqual(questions);
  });

  it("have no link that leads nowhere", () => {
    const ids = new Set(Array.from(html.matchAll(/\bid="([^"]+)"/g), ([, id]) => id));
    const links = Array.from(html.matchAll(/href="#([^"]+)"/g), ([, id]) => decodeURIComponent(id ?? ""));
    expect(links.filter((id) => !ids.has(id))).toEqual([]);
  });
});

describe("the arithmetic", () => {
  // Plain numbers from the text of the table, without the library's intervals.
  const rows = readTable(
    join(root, "data", "cluster_figures.csv"),
    JSON.parse(readFileSync(join(root, "data", "datapackage.json"), "utf8")).resources.find(
      (resource: { name: string }) => resource.name === "cluster-figures",
    ).schema,
  ).rows.map((row) => row.text);
  const printed = (edition: string, metric: string) =>
    new Map(
      rows
        .filter((row) => row.edition === edition && row.metric === metric && row.standing === "accepted")
        .map((row): [string, number] => [row.cluster ?? "", Number(row.value)]),
    );
  const check = (what: string) => {
    const found = results.arithmeticChecks?.find((row) => row.what === what);
    return [found?.checked, found?.agree];
  };
  const [pct, publications, total] = ["pct_share", "publication_share", "total_share"].map((metric) =>
    printed("2023", metric),
  ) as [Map<string, number>, Map<string, number>, Map<string, number>];
  const [applications, papers, ranks] = ["pct_applications", "publications", "size_rank"].map((metric) =>
    printed("2023", metric),
  ) as [Map<string, number>, Map<string, number>, Map<string, number>];

  it("finds as many consistent rows of 2023 as plain sums do", () => {
    const off = [...total].map(([id, sum]) =>
      Math.abs((pct.get(id) ?? NaN) + (publications.get(id) ?? NaN) - sum),
    );
    // Two roundings of half a digit in the parts and one in the total.
    expect(check("2023: printed shares and printed total")).toEqual([
      off.length,
      off.filter((gap) => gap < 0.15 + 1e-9).length,
    ]);
    expect(off).toHaveLength(34);
    const plain = off.filter((gap) => gap < 0.01).length;
    expect(text(html)).toContain(
      `For ${plain} the printed shares add up to the printed total; for the other ${off.length - plain}`,
    );
  });

  /** The largest low and the smallest high of what counts and rounded shares say of a world total. */
  const worldOf = (counts: Map<string, number>, shares: Map<string, number>) => {
    const ends = [...shares].flatMap(([id, share]) => {
      const count = counts.get(id);
      if (count === undefined || share === 0) return [];
      return [[(100 * (count - 0.5)) / (share + 0.05), (100 * (count + 0.5)) / (share - 0.05)] as const];
    });
    const low = Math.max(...ends.map(([least]) => least));
    return { clusters: ends.length, low, high: Math.min(...ends.map(([, most]) => most)) };
  };

  it("finds the published ranks of 2023 as plain sums of counts over world totals do", () => {
    const middle = ({ low, high }: { low: number; high: number }) => (low + high) / 2;
    const [allPct, allPapers] = [middle(worldOf(applications, pct)), middle(worldOf(papers, publications))];
    const scores = [...applications].flatMap(([id, count]) => {
      const written = papers.get(id);
      return written === undefined ? [] : [{ id, score: count / allPct + written / allPapers }];
    });
    scores.sort((a, b) => b.score - a.score);
    const same = scores.filter(({ id }, at) => ranks.get(id) === at + 1).length;
    expect(same).toBeGreaterThan(30);
    expect(check("2023: rank from counts and published rank")).toEqual([scores.length, same]);
  });

  it("finds one world total that all intervals hold, as their largest low and smallest high say", () => {
    for (const [words, counts, shares] of [
      ["PCT applications", applications, pct],
      ["publications", papers, publications],
    ] as const) {
      const { clusters, low, high } = worldOf(counts, shares);
      expect(check(`2023: world total of ${words} from counts and shares`)).toEqual([
        clusters,
        low <= high ? clusters : 0,
      ]);
    }
  });

  it("counts every accepted size rank up to 100 once, and none held by two", () => {
    const held = Array.from({ length: 9 }, (_, i) => String(2017 + i)).map((edition) => {
      const known = [...printed(edition, "size_rank").values()].filter((rank) => rank <= 100);
      expect(new Set(known).size, edition).toBe(known.length);
      return known.length;
    });
    const sum = held.reduce((all, each) => all + each, 0);
    expect(check("Size ranks held by one cluster")).toEqual([sum, sum]);
  });

  it("notices the wrong figures that other figures exclude, and owns up to those it does not notice", () => {
    const wrong = results.wrongFigures ?? [];
    const contradicted = rows.filter((row) => row.standing === "contradicted").map((row) => row.cluster);
    expect(wrong.map((row) => row.cluster)).toEqual(expect.arrayContaining(contradicted));
    expect(
      wrong
        .filter((row) => row.noticed)
        .map((row) => `${row.cluster}: ${row.what}`)
        .sort(),
    ).toEqual([
      "barcelona: 435, 6,016 and 259 as counts",
      "barcelona: intensity rank 62 as size rank",
      "beijing: 2,555, 17,031 and 345 as counts",
      "madrid: 255, 6,117 and 157 as counts",
      "madrid: intensity rank 74 as size rank",
      "madrid: size rank 48",
      "san-jose-san-francisco: 115,773 publications",
      "san-jose-san-francisco: 8,132, 9,044 and 2,608 as counts",
    ]);
    expect(
      wrong
        .filter((row) => !row.noticed)
        .map((row) => `${row.cluster}: ${row.what}`)
        .sort(),
    ).toEqual(["hangzhou: size rank 18", "madrid: size rank 44"]);
    expect(text(html)).toContain("Arithmetic alone finds 8 of 10 wrong figures and readings.");
  });

  it("lists apart, and not as wrong, a reading whose opposite has low confidence itself", () => {
    const uncertain = rows.filter(
      (row) => row.source === "murray-hunter-2025" && row.standing === "low confidence",
    );
    expect(uncertain.map((row) => row.cluster)).toEqual(["kuala-lumpur", "singapore"]);
    for (const { cluster } of uncertain) {
      expect(results.wrongFigures?.filter((row) => row.cluster === cluster)).toEqual([]);
    }
    expect(text(html)).toContain(
      "Undecided, and therefore not in the table, are 59 as a count of deals in Kuala Lumpur and 527 as a count of deals in Singapore",
    );
  });

  it("says of an unrefuted rank how many sources give another one", () => {
    const against = (conflict: string) =>
      new Set(
        data.claims
          .filter((claim) => claim.conflict === conflict && claim.judgement === "right")
          .map((claim) => claim.source),
      ).size;
    expect(text(html)).toContain(
      `Other sources contradict them: ${against("madrid-rank-2024")} give Madrid another rank, ${against("hangzhou-rank-2025")} give Hangzhou another`,
    );
    expect(text(html)).not.toContain("nothing found speaks against it");
  });

  it("gives the joint world total of publications, which four figures of Beijing make narrower", () => {
    const of = (metric: string) => printed("2025", metric);
    const beijing = (metric: string) => of(metric).get("beijing") ?? NaN;
    // The fewest papers of the world for each of its PCT applications, as Beijing's rounded figures allow.
    const ratio =
      ((beijing("publications_per_million") - 0.5) / (beijing("publication_share") + 0.05)) *
      ((beijing("pct_share") - 0.05) / (beijing("pct_per_million") + 0.5));
    const low = worldOf(of("pct_applications"), of("pct_share")).low * ratio;
    expect(low).toBeGreaterThan(worldOf(of("publications"), of("publication_share")).low);
    const [, shown = ""] = /Publications: by all figures\s*[\d,]+ \(([\d,]+)–/.exec(text(html)) ?? [];
    expect(Number(shown.replaceAll(",", ""))).toBe(Math.floor(low / 10_000) * 10_000);
  });

  it("shows the contradiction in the words of the solution", () => {
    expect(text(html)).toContain(
      "These figures contradict each other beyond rounding: San Jose–San Francisco",
    );
  });
});

describe("what remains missing", () => {
  it("lists exactly the size ranks of 2025 that nobody accepted holds", () => {
    const held = new Set(
      data.figures
        .filter((row) => row.edition === 2025 && row.metric === "size_rank" && row.standing === "accepted")
        .map((row) => row.quantity.value),
    );
    const missing = Array.from({ length: 100 }, (_, i) => i + 1).filter((rank) => !held.has(rank));
    const [, printed = ""] = /of the hundred size ranks of 2025: ([\d–, ]+)/.exec(text(html)) ?? [];
    const listed = printed.split(",").flatMap((range) => {
      const [from = NaN, to = from] = range.trim().split("–").map(Number);
      return Array.from({ length: to - from + 1 }, (_, i) => from + i);
    });
    expect(listed).toEqual(missing);
  });
});
