import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { identify } from "../../lib/clusters/places/dbscan/index.js";

// One run of `identify` in a process of its own: folder, radius, threshold, merging distance. The counterpart of scikit-learn.py.
const [folder = "", ...numbers] = process.argv.slice(2);
const [radius = 0, threshold = 0, merge = 0] = numbers.map(Number);

function column(name: string): Float64Array {
  const bytes = readFileSync(join(folder, `${name}.f64`));
  return new Float64Array(bytes.buffer, bytes.byteOffset, bytes.length / 8);
}

const points = { latitude: column("latitude"), longitude: column("longitude"), weight: column("weight") };
const began = performance.now();
const { core, labels, clusters } = identify(points, { radius, threshold, merge });
const seconds = (performance.now() - began) / 1000;
writeFileSync(join(folder, "ours.core.u8"), core);
writeFileSync(join(folder, "ours.labels.i32"), labels);
const memory = process.resourceUsage().maxRSS * 1024;
console.log(JSON.stringify({ seconds, memory, clusters: clusters.length }));
