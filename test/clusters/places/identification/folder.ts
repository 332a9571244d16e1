import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** A folder as the command `identify` writes it: two clusters, of which the lighter one ranks first. */
export const FILES: { readonly [name: string]: string } = {
  "clusters.csv":
    "cluster,name,latitude,longitude,records,pct,cells,core_cells,merged,area_km2,population,confidence,membership\n" +
    "b,B,10.5,20.5,120,30.5,4,3,2,40.5,1000,0.9,0.85\n" +
    "a,'=A,0.0000001,1e-7,60,20,2,2,1,20,,,\n",
  "ranking.csv":
    "rank,cluster,name,score,pct,intensity_rank,intensity\n1,a,A,12.5,12.5,,\n2,b,B,10,10,1,100\n",
  "shares.csv":
    "cluster,name,metric,count,share_percent,per_million\na,A,pct,20,12.5,\nb,B,pct,30.5,10,30500\n",
  "clusters.geojson": JSON.stringify({
    type: "FeatureCollection",
    features: ["a", "b"].map((id) => ({ type: "Feature", id, properties: {}, geometry: square() })),
  }),
  "summary.json": summary(2, 6),
};

/** What the command says of so many clusters with so many cells. */
export function summary(clusters: number, cells: number): string {
  return JSON.stringify({
    rule: {
      radius_km: 15,
      threshold_records: 50,
      merge_km: 5,
      density: ["pct"],
      edition: 2024,
      source: "fnnews-2024-08",
      own: ["threshold"],
    },
    weights: { pct: 1 },
    confidence: { replicates: 20, keep: 0.8, seed: 1 },
    cells_per_degree: 100,
    cells: 9,
    metrics: {
      pct: { records: 200, documents: 160, faults: { missing: { records: 3, documents: 1.5 } } },
    },
    notes: ["A note."],
    clusters,
    member_cells: cells,
  });
}

function square() {
  return {
    type: "Polygon",
    coordinates: [
      [
        [20, 10],
        [21, 10],
        [21, 11],
        [20, 10],
      ],
    ],
  };
}

/** Writes the folder with other files in place of some, none where the text is undefined; gives its path. */
export function write(folder: string, changed: { readonly [name: string]: string | undefined } = {}): string {
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of Object.entries({ ...FILES, ...changed })) {
    if (text === undefined) continue;
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

/** A folder for a test file, and how to remove it. */
export function scratch(): { readonly folder: string; readonly remove: () => void } {
  const folder = mkdtempSync(join(tmpdir(), "identified-"));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
