import { describe, expect, test } from "vitest";
import { columnOfHeading } from "../../../lib/clusters/own-table/headings.js";
import { parseClusterTable } from "../../../lib/clusters/own-table/index.js";

describe("columnOfHeading", () => {
  test.each([
    ["Cluster name", "cluster"],
    ["Economy", "economy"],
    ["Rank", "rank"],
    ["Intensity rank", "intensity_rank"],
    ["PCT applications", "pct_applications"],
    ["PCT applications 2018–2022", "pct_applications"],
    ["Patents (PCT)", "pct_applications"],
    ["Patent applications (PCT), 2020–2024", "pct_applications"],
    ["Share of patent applications (PCT)", "pct_share"],
    ["Scientific publications", "publications"],
    ["VC deals", "venture_deals"],
    ["Venture capital deals, 2020-2024", "venture_deals"],
    ["Share of total PCT filings, %", "pct_share"],
    ["Share of total pubs, %", "publication_share"],
    ["Share of total VC deals (%)", "venture_deal_share"],
    ["pub_share_pct", "publication_share"],
    ["vc_count_5y", "venture_deals"],
    ["pct_per_million", "pct_per_million"],
    ["Publications per million inhabitants", "publications_per_million"],
    ["Country", "economy"],
    ["Share of PCT (%)", "pct_share"],
    ["Total PCT filings", "pct_applications"],
    ["pct_share_pct", "pct_share"],
    ["patent_share_pct", "pct_share"],
    ["vc_share_pct", "venture_deal_share"],
    ["World share of publications (pct)", "publication_share"],
    ["pct_applications_2018_2022", "pct_applications"],
    ["scientific_publications", "publications"],
    ["pct_count_5y", "pct_applications"],
    ["pub_per_million", "publications_per_million"],
    ["vc_per_million", "venture_deals_per_million"],
  ])("reads “%s” as %s", (heading, column) => {
    expect(columnOfHeading(heading)).toBe(column);
  });

  test.each([
    "Total",
    "Total share, %",
    "Rank change",
    "Rank 2024",
    "VC deals, USD million",
    "Value of VC deals",
    "PCT applications per capita",
    "PCT share per million",
    "Top PCT applicant",
    "Patents and publications",
    "PCT, %",
    "total_share_pct",
    "Total share (pct)",
    "share_pct",
    "share in pct",
    "total_pct",
    "total pct",
    "world pct",
    "pct of total",
    "total_pct_share",
    "vc_pct",
    "pub_pct",
    "rank_2022_restated",
    "",
  ])("takes “%s” for nothing it may not be", (heading) => {
    expect(columnOfHeading(heading)).toBeUndefined();
  });
});

describe("a table with the headings of WIPO's Appendix", () => {
  const head =
    'Rank,Cluster name,Economy,PCT applications,Scientific publications,"Share of total PCT filings, %","Share of total pubs, %",Total';

  test("is read, and the notes say what was read as what and what was left out", () => {
    const { records, notes } = parseClusterTable(
      `${head}\n1,Tokyo–Yokohama,JP,127418,115020,10.1,1.5,11.7\n`,
      "a.csv",
    );
    expect(records[0]).toMatchObject({
      name: "Tokyo–Yokohama",
      economies: ["JP"],
      rank: { value: 1 },
      figures: {
        pct: { count: { value: 127418 }, share: { value: 10.1 } },
        publications: { count: { value: 115020 } },
      },
    });
    expect(notes[0]).toMatch(
      /^Read by their headings: "Rank" as rank, .*"Share of total pubs, %" as publication_share\.$/u,
    );
    expect(notes).toContain('Left out: "Total", unknown columns.');
  });

  test("is read from a copy whose headings say percent as pct, without the share that is a total", () => {
    const { records, edition, notes } = parseClusterTable(
      "edition,rank,cluster,economy,pct_applications_2018_2022,scientific_publications,pct_share_pct,pub_share_pct," +
        "total_share_pct,rank_2022_restated,rank_change,source_url,quote\n" +
        "2023,1,Tokyo–Yokohama,JP,127418,115020,10.1,1.5,11.7,1,0,https://example.org/a,quoted\n",
      "copy.csv",
    );
    expect(edition).toBe(2023);
    expect(records[0]).toMatchObject({
      rank: { value: 1 },
      figures: {
        pct: { count: { value: 127418 }, share: { value: 10.1 } },
        publications: { count: { value: 115020 }, share: { value: 1.5 } },
      },
    });
    expect(notes).toContain(
      'Left out: "total_share_pct", "rank_2022_restated", "rank_change", "source_url", "quote", unknown columns.',
    );
  });

  test("names the heading of the table in errors", () => {
    expect(() => parseClusterTable(`${head}\n1,A,JP,1,1,101,1,1\n`, "a.csv")).toThrow(
      'a.csv, line 2, column "Share of total PCT filings, %": found "101"',
    );
  });

  test("two headings for one column are an error, unless one of them is the column's own name", () => {
    expect(() => parseClusterTable("Cluster name,PCT share,Patent share\nA,1,2\n", "a.csv")).toThrow(
      'line 1, column "Patent share": found a second column for pct_share, beside "PCT share", expected one.',
    );
    const { records, notes } = parseClusterTable("cluster,pct_share,Patent share\nA,1,2\n", "a.csv");
    expect(records[0]?.figures.pct?.share?.value).toBe(1);
    expect(notes).toContain('Left out: "Patent share", which doubles the column pct_share.');
    expect(notes.join(" ")).not.toContain("unknown columns");
  });
});
