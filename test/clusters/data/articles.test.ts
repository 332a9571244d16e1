import { describe, expect, test } from "vitest";
import { readData } from "../../../lib/clusters/data/index.js";
import { DATA } from "./folder.js";

const data = readData(DATA);

const SHENZHEN = "shenzhen-hong-kong-guangzhou";
const TOKYO = "tokyo-yokohama";
const SAN_JOSE = "san-jose-san-francisco";

type Entry = readonly [what: string, found: (source: string) => boolean];

const figure =
  (edition: number, cluster: string, metric: string, value: number) =>
  (source: string): boolean =>
    data.figures.some(
      (row) =>
        row.edition === edition &&
        row.cluster === cluster &&
        row.metric === metric &&
        row.quantity.value === value &&
        row.source === source,
    );

const aggregate =
  (what: string, economy: string, value: number) =>
  (source: string): boolean =>
    data.aggregates.some(
      (row) =>
        row.what === what && row.economy === economy && row.quantity.value === value && row.source === source,
    );

const growth =
  (series: string, period: string, value: number | null, sector?: string) =>
  (source: string): boolean =>
    data.growth.some(
      (row) =>
        row.series === series &&
        row.period === period &&
        row.quantity.value === value &&
        row.sector === sector &&
        row.source === source,
    );

const name =
  (cluster: string, attribute: string, text: string, share?: number) =>
  (source: string): boolean =>
    data.names.some(
      (row) =>
        row.cluster === cluster &&
        row.attribute === attribute &&
        row.text === text &&
        row.share?.value === share &&
        row.source === source,
    );

const parameter =
  (edition: number, parameter: string, value: string | number) =>
  (source: string): boolean =>
    data.methodology.some(
      (row) =>
        row.edition === edition &&
        row.parameter === parameter &&
        (row.text === value || row.quantity?.value === value) &&
        row.source === source,
    );

const rank = (cluster: string, value: number, edition = 2025): Entry => [
  `${cluster} is at ${value} in ${edition}`,
  figure(edition, cluster, "size_rank", value),
];

const intensity = (cluster: string, value: number): Entry => [
  `${cluster} is at ${value} by intensity`,
  figure(2025, cluster, "intensity_rank", value),
];

const perMillion = (cluster: string, pct: number, publications: number, deals: number): Entry[] => [
  [`${cluster}: applications per million`, figure(2025, cluster, "pct_per_million", pct)],
  [`${cluster}: publications per million`, figure(2025, cluster, "publications_per_million", publications)],
  [`${cluster}: deals per million`, figure(2025, cluster, "venture_deals_per_million", deals)],
];

const inTop100 = (economy: string, value: number): Entry => [
  `${value} clusters of ${economy}`,
  aggregate("clusters_in_top_100", economy, value),
];

const ARTICLES: { readonly [source: string]: readonly Entry[] } = {
  "worldinfonews-2025": [
    rank(SHENZHEN, 1),
    ["the Chinese cluster passes Tokyo–Yokohama", figure(2025, TOKYO, "size_rank", 2)],
    inTop100("CN", 24),
    inTop100("US", 22),
    ["a ranking of 100", aggregate("top_n_clusters_ranked", "world", 100)],
    ...["beijing", "shanghai-suzhou", "hangzhou", "nanjing"].map(
      (cluster): Entry => [`${cluster} is in the ranking`, figure(2025, cluster, "in_top_100", 1)],
    ),
    [
      "what was measured before",
      parameter(2024, "metrics", "patents|publications|other results of research"),
    ],
    ["what is new", parameter(2025, "venture_measure", "flows of capital and start-up activity")],
    ...["Huawei", "Tencent", "BYD", "DJI"].map((text): Entry => [text, name(SHENZHEN, "company", text)]),
    ["an industry of Japan", name(TOKYO, "industry", "Robotics")],
    ["an industry of the Greater Bay Area", name(SHENZHEN, "industry", "Biotechnology")],
  ],
  "timeout-2025-09": [
    ...[
      SHENZHEN,
      TOKYO,
      SAN_JOSE,
      "beijing",
      "seoul",
      "shanghai-suzhou",
      "new-york-city",
      "london",
      "boston-cambridge",
      "los-angeles",
    ].map((cluster, index) => rank(cluster, index + 1)),
    rank("singapore", 16),
    rank("singapore", 33, 2024),
    rank(SHENZHEN, 2, 2024),
    rank(TOKYO, 1, 2024),
    ["the place before", figure(2025, SHENZHEN, "size_rank_previous_year", 2)],
    ["Osaka left the top ten", figure(2025, "osaka-kobe-kyoto", "left_top_10", 1)],
    ["Nanjing left the top ten", figure(2025, "nanjing", "left_top_10", 1)],
    inTop100("CN", 24),
    inTop100("US", 22),
    inTop100("DE", 7),
    ["two metrics before", aggregate("metrics_counted", "world", 2)],
    ["a third metric now", aggregate("metrics_counted", "world", 3)],
  ],
  "daily-mail-cgtn-2025-09": [
    rank(SHENZHEN, 1),
    rank(TOKYO, 2),
    rank(SAN_JOSE, 3),
    rank("beijing", 4),
    rank("seoul", 5),
    rank(SHENZHEN, 2, 2024),
    ["second for five years", aggregate("consecutive_years_at_rank_2", "CN", 5)],
    ["33 economies", aggregate("economies_in_top_100", "world", 33)],
    inTop100("CN", 24),
    inTop100("US", 22),
    inTop100("DE", 7),
    ["three metrics", aggregate("metrics_counted", "world", 3)],
    ["deals are counted", parameter(2025, "venture_measure", "number of deals")],
    ["a ranking of 100", aggregate("top_n_clusters_ranked", "world", 100)],
  ],
  "businessupturn-2025": [
    rank(SHENZHEN, 1),
    rank(TOKYO, 2),
    rank(SAN_JOSE, 3),
    rank("beijing", 4),
    rank("shanghai-suzhou", 6),
    rank("nanjing", 15),
    rank("hangzhou", 18),
    rank("chengdu", 29),
    ["China is 10th in the index", aggregate("index_rank_of_economy", "CN", 10)],
    ["of 139 economies", aggregate("economies_in_index", "world", 139)],
    ["third year in the lead", aggregate("consecutive_years_with_most_clusters", "CN", 3)],
    inTop100("CN", 24),
    inTop100("US", 22),
    ["a ranking of 100", aggregate("top_n_clusters_ranked", "world", 100)],
    ["2.29 million patents", aggregate("high_value_invention_patents", "CN", 2.29)],
    ["17 percent of downloads", aggregate("open_source_ai_download_share", "CN", 17)],
    ["15.8 percent of downloads", aggregate("open_source_ai_download_share", "US", 15.8)],
    ["over 3 percent of GDP", aggregate("rd_share_of_gdp", "CN", 3)],
    ["Scopus", parameter(2025, "publication_source", "Scopus")],
    ["companies", name(SHENZHEN, "company", "DJI")],
    ["what Beijing does", name("beijing", "industry", "Artificial intelligence")],
    ["what Shanghai is about", name("shanghai-suzhou", "industry", "Biotechnology")],
  ],
  "soci-2025-09": [
    ...[SHENZHEN, TOKYO, SAN_JOSE, "beijing", "seoul"].map((cluster, index) => rank(cluster, index + 1)),
    rank("london", 8),
    rank("riyadh", 101),
    rank("hyderabad", 102),
    rank("lausanne", 103),
    rank(TOKYO, 1, 2024),
    ...perMillion(SHENZHEN, 2292, 3775, 135),
    ...perMillion(TOKYO, 3707, 3176, 141),
    ...perMillion(SAN_JOSE, 8132, 9044, 2608),
    ...perMillion("beijing", 2555, 17031, 345),
    ...perMillion("seoul", 2699, 5393, 279),
    ...perMillion("london", 671, 5497, 1001),
    intensity(SAN_JOSE, 1),
    intensity("cambridge", 2),
    intensity("boston-cambridge", 3),
    intensity("ningde", 4),
    intensity("oxford", 5),
    intensity("beijing", 18),
    intensity("london", 19),
    intensity("seoul", 28),
    ["26 percent", name(SHENZHEN, "top_pct_field", "Digital communication", 26)],
    ["chemistry first", name(SHENZHEN, "top_publication_field", "Chemistry")],
    ["engineering second", name(SHENZHEN, "top_publication_field", "Engineering")],
    ["10 percent", name(TOKYO, "top_pct_field", "Computer technology", 10)],
    ["15 percent", name(TOKYO, "top_publication_field", "Chemistry", 15)],
    ["23 percent", name(SAN_JOSE, "top_pct_field", "Computer technology", 23)],
    ["14 percent", name(SAN_JOSE, "top_publication_field", "Technology", 14)],
    ["30 percent", name("beijing", "top_pct_field", "Digital communication", 30)],
    ["20 percent", name("beijing", "top_publication_field", "Engineering", 20)],
    ["15 percent in second place", name("beijing", "top_publication_field", "Chemistry", 15)],
    ["14 percent", name("seoul", "top_pct_field", "Digital communication", 14)],
    ["16 percent", name("seoul", "top_publication_field", "Chemistry", 16)],
    ["19 percent", name("london", "top_pct_field", "Other consumer goods", 19)],
    ["16 percent", name("london", "top_publication_field", "Clinical medicine", 16)],
    ["leading publisher", name(SHENZHEN, "top_publishing_organisation", "Sun Yat Sen University")],
    ["leading publisher", name(TOKYO, "top_publishing_organisation", "University of Tokyo")],
    ["leading publisher", name(SAN_JOSE, "top_publishing_organisation", "Stanford University")],
    ["leading publisher", name("beijing", "top_publishing_organisation", "Tsinghua University")],
    ["leading publisher", name("seoul", "top_publishing_organisation", "Seoul National University")],
    ["leading publisher", name("london", "top_publishing_organisation", "University College London")],
    inTop100("CN", 24),
    inTop100("US", 22),
    inTop100("DE", 7),
    inTop100("GB", 4),
    ["third year in the lead", aggregate("consecutive_years_with_most_clusters", "CN", 3)],
    ["Manchester is new", figure(2025, "manchester", "entered_top_100", 1)],
    ["about 70 percent of patents", aggregate("top_100_pct_share", "world", 70)],
    ["about 70 percent of deals", aggregate("top_100_venture_deal_share", "world", 70)],
    ["about half of publications", aggregate("top_100_publication_share", "world", 50)],
    ["nearly one in five", aggregate("top_2_pct_share", "world", 20)],
    ["137 more", aggregate("clusters_beyond_top_100", "world", 137)],
    ["a ranking of 100", aggregate("top_n_clusters_ranked", "world", 100)],
    ["three metrics", aggregate("metrics_counted", "world", 3)],
    ["five years", parameter(2025, "window_years", 5)],
    ["4.4 percent in 2023", growth("global_rd_real", "2023", 4.4)],
    ["2.9 percent in 2024", growth("global_rd_real", "2024", 2.9)],
    ["2.3 percent in 2025", growth("global_rd_real", "2025", 2.3)],
    ["1 percent, corporate", growth("corporate_rd_real", "2024", 1)],
    ["4.6 percent in a decade", growth("corporate_rd_real", "10 years to 2024", 4.6)],
    ["software rose", growth("corporate_rd_sector", "2024", null, "software")],
    ["automotive fell", growth("corporate_rd_sector", "2024", null, "automotive")],
    ["deals fell", growth("venture_deals_number", "2024", null)],
  ],
};

describe.each(Object.entries(ARTICLES))("what %s prints is in the data", (source, entries) => {
  test.each(entries)("%s", (_, found) => {
    expect(found(source)).toBe(true);
    expect(found("geonames")).toBe(false);
  });
});

test("each article is a claimant of at least one conflict", () => {
  const claimants = new Set(data.claims.map((claim) => claim.source));
  for (const source of Object.keys(ARTICLES)) expect(claimants).toContain(source);
});
