import type { Identification } from "./identification.js";
import type { IdentifySize } from "./identify.js";
import { counted, type Run, spread, time, times, where } from "./print.js";

/** The table of identification, with what else was measured below it. */
export function identificationTable(measured: Run & Identification): string {
  const { peer, sizes, ranking, radius, threshold, merge, rounds } = measured;
  const against = sizes.filter((size) => size.peer !== undefined);
  return [
    peer === undefined
      ? "| weighted cells | `identify` | memory | with merging |"
      : `| weighted cells | \`identify\` | memory | with merging | ${peer} | times longer | its memory | times more |`,
    peer === undefined ? "|---|---|---|---|" : "|---|---|---|---|---|---|---|---|",
    ...sizes.map((size) => `| ${[...row(size), ...(peer === undefined ? [] : peerRow(size))].join(" | ")} |`),
    "",
    `${number(ranking.records)} generated records in Parquet (${number(Math.round(ranking.bytes / 1e6))} MB) to ${number(ranking.clusters)} ranked clusters ` +
      `among ${number(ranking.cells)} cells, all files written: **${time(ranking.seconds)}**, at most ${spread(ranking.memory)} MB.`,
    "",
    `Median (least–most) of ${counted(rounds)}; ${number(threshold)} records within ${radius} km, merged within ${merge} km where it says so; ` +
      `each in a process of its own, memory is the most that it held.${against.length === 0 ? "" : ` ${agreement(against)}`}`,
    where({ ...measured, versions: { ...measured.versions, ...ranking.versions } }),
    "",
  ].join("\n");
}

function row({ cells, seconds, megabytes, merging }: IdentifySize): string[] {
  return [number(cells), time(seconds), `${spread(megabytes)} MB`, time(merging)];
}

function peerRow({ peer }: IdentifySize): string[] {
  if (peer === undefined) return ["", "", "", ""];
  return [time(peer.seconds), times(peer.ratio), `${spread(peer.megabytes)} MB`, times(peer.memoryRatio)];
}

function agreement(sizes: readonly IdentifySize[]): string {
  const apart = sizes.reduce((sum, { peer }) => sum + (peer?.coresApart ?? 0) + (peer?.noiseApart ?? 0), 0);
  const same = sizes.every(({ peer }) => peer?.samePartition === true);
  return apart === 0 && same
    ? "Core points, noise and the clusters of core points are the same as scikit-learn's, point by point."
    : `${number(apart)} points are core points or noise where scikit-learn says otherwise.`;
}

function number(value: number): string {
  return value.toLocaleString("en");
}
