/** Numbers from 0 to below 1, the same for the same seed (Park and Miller's generator). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
}

const WORLD = [1_309_000, 8_150_000, 236_200];
const ECONOMIES = ["CN", "US", "JP", "DE", "KR", "CN/HK", "GB", "IN"];

/** The headings of the Appendix: rank, name, economy, three counts, three shares, and their sum. */
const HEAD =
  'Rank,Cluster name,Economy,PCT applications,Scientific publications,VC deals,"Share of total PCT filings, %","Share of total pubs, %","Share of total VC deals, %",Total';

/** A table of made-up clusters with the columns of WIPO's Appendix, ranked by the sum of unrounded shares. */
export function appendixTable(clusters: number, seed = 1): string {
  const random = randomFrom(seed);
  const rows = Array.from({ length: clusters }, (_, at) => {
    const counts = WORLD.map((world) => Math.round(((0.1 + random()) * world * 0.04) / (at + 1) ** 0.8));
    const shares = counts.map((count, metric) => (100 * count) / (WORLD[metric] ?? 1));
    const economy = ECONOMIES[Math.floor(random() * ECONOMIES.length)];
    return { name: `Made-up ${at + 1}`, economy, counts, shares, sum: shares.reduce((a, b) => a + b, 0) };
  }).sort((a, b) => b.sum - a.sum);
  const lines = rows.map(({ name, economy, counts, shares, sum }, at) =>
    [at + 1, name, economy, ...counts, ...shares.map((share) => share.toFixed(1)), sum.toFixed(1)].join(","),
  );
  return `${[HEAD, ...lines].join("\n")}\n`;
}

/** 100 clusters with the headings of WIPO's Appendix, one with a strange name and one that the project knows. */
export function strangeTable(): string {
  const lines = [
    "Cluster name,Economy,Rank,PCT applications,Scientific publications,VC deals,Share of total PCT filings (%),Share of total publications (%),Share of total VC deals (%)",
  ];
  const totals = [1_000_000, 8_000_000, 200_000];
  for (let i = 0; i < 100; i++) {
    const name = i === 41 ? '"A/B ""C"" – Ü"' : i === 3 ? "Tokyo-Yokohama" : `Cluster ${i}`;
    const shares = [7, 11, 13].map((step) => (4 + ((i * step) % 9) / 5) / (1 + i / 8));
    const counts = shares.map((share, m) => Math.round((share / 100) * (totals[m] ?? 0)));
    lines.push([name, "XX", i + 1, ...counts, ...shares.map((share) => share.toFixed(1))].join(","));
  }
  return `${lines.join("\n")}\n`;
}
