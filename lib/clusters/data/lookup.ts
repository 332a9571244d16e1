import { agree, mergeSources, type Quantity } from "../figures/index.js";
import type { Cluster, ClusterData, ClusterFigure, GrowthFigure, Source } from "./facts.js";
import { compare, nearest, simplified } from "./similar.js";

/** A source as reports cite it; `url` is the copy that was read where the publisher's address is not known. */
export interface CitedSource {
  readonly id: string;
  readonly title: string;
  readonly publisher: string;
  readonly date?: string;
  readonly url?: string;
  readonly dateRead: string;
  readonly licence: string;
  readonly standing: string;
}

/** The sources with these ids (all of them without a list), in the order of sources.csv. Throws for an unknown id. */
export function sourceRecords(data: ClusterData, ids?: readonly string[]): readonly CitedSource[] {
  const wanted = new Set(ids ?? data.sources.map((source) => source.id));
  const found = data.sources.filter((source) => wanted.delete(source.id));
  const [unknown] = wanted;
  if (unknown !== undefined) {
    throw new Error(
      `Found the source "${unknown}", expected an id of sources.csv.${nearest(unknown, sourceIds(data))}`,
    );
  }
  return found.map(cited);
}

/** The latest day on which a source was read, as an ISO date. Throws for data without sources. */
export function lastRead(data: ClusterData): string {
  const days = data.sources.map((source) => source.dateRead).sort();
  const last = days.at(-1);
  if (last === undefined) throw new Error("Found no sources, expected one or more in sources.csv.");
  return last;
}

const sourceIds = (data: ClusterData): readonly string[] => data.sources.map((source) => source.id);

const cited = ({
  id,
  title,
  publisher,
  date,
  url,
  readAt,
  dateRead,
  licence,
  standing,
}: Source): CitedSource => ({
  id,
  title,
  publisher,
  date,
  url: url ?? readAt,
  dateRead,
  licence,
  standing,
});

/** The cluster with this id, name or other name, or nothing; case, diacritics and hyphens do not matter. */
export function findCluster(data: ClusterData, name: string): Cluster | undefined {
  const wanted = simplified(name);
  return (
    data.clusters.find((cluster) => cluster.id === name) ??
    data.clusters.find((cluster) => simplified(cluster.name) === wanted) ??
    data.clusters.find((cluster) =>
      [cluster.id, ...cluster.aliases].some((alias) => simplified(alias) === wanted),
    )
  );
}

/**
 * `findCluster`, or the only cluster whose first-named city this is ("Shenzhen"). Throws where there is none, naming the
 * clusters with the most similar names.
 */
export function clusterByName(data: ClusterData, name: string): Cluster {
  const cluster = findCluster(data, name);
  if (cluster !== undefined) return cluster;
  const [only, other] = data.clusters.filter(({ firstCity }) => simplified(firstCity) === simplified(name));
  if (only !== undefined && other === undefined) return only;
  const names = new Map(
    data.clusters.flatMap(({ name, aliases }) => [name, ...aliases].map((other) => [other, name])),
  );
  const hint = nearest(name, [...names.keys()], (candidate) => names.get(candidate) ?? candidate);
  throw new Error(`Found "${name}", expected the name of a cluster in clusters.csv.${hint}`);
}

/** Which figure is wanted. */
export interface FigureKey {
  readonly edition: number;
  /** Id of the cluster. */
  readonly cluster: string;
  readonly metric: string;
}

/**
 * The accepted figure of a cluster: the intersection of what its sources print, with all of their ids; nothing where
 * no accepted row has it. Throws where accepted rows exclude each other, naming the figure.
 */
export function acceptedFigure(data: ClusterData, key: FigureKey): Quantity | undefined {
  return agreed(
    data.figures.filter(
      (figure) =>
        figure.edition === key.edition && figure.cluster === key.cluster && figure.metric === key.metric,
    ),
  );
}

/** The figure on which the accepted ones among `figures` agree; all of them are of one edition, cluster and metric. */
export function agreed(figures: readonly ClusterFigure[]): Quantity | undefined {
  const accepted = figures.filter((figure) => figure.standing === "accepted");
  const [first] = accepted;
  if (first === undefined) return undefined;
  try {
    return agree(accepted.map((figure) => figure.quantity));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`${first.cluster}, ${first.metric}, edition ${first.edition}: ${reason}`);
  }
}

/** What narrows a growth series down; an absent key does not narrow, except for the economy, which is then the world. */
export interface GrowthFilter {
  readonly economy?: string;
  readonly sector?: string;
  readonly edition?: string;
}

/**
 * The accepted figures of a growth series, by period and edition; several sources that print the same figure in the
 * same edition are one figure with all of their ids in `quantity.sources`. Projections are marked in the quantity.
 * Throws for a series that growth.csv does not have, and where accepted rows of one edition exclude each other.
 */
export function growthSeries(
  data: ClusterData,
  series: string,
  filter: GrowthFilter = {},
): readonly GrowthFigure[] {
  const all = data.growth.filter((figure) => figure.series === series);
  if (all.length === 0) {
    const known = [...new Set(data.growth.map((figure) => figure.series))];
    throw new Error(`Found the series "${series}", expected one of growth.csv.${nearest(series, known)}`);
  }
  const groups = new Map<string, GrowthFigure[]>();
  for (const figure of all) {
    if (figure.standing !== "accepted" || figure.economy !== (filter.economy ?? "world")) continue;
    if (filter.sector !== undefined && figure.sector !== filter.sector) continue;
    if (filter.edition !== undefined && figure.edition !== filter.edition) continue;
    const key = JSON.stringify([figure.sector, figure.period, figure.edition]);
    groups.set(key, [...(groups.get(key) ?? []), figure]);
  }
  return [...groups.values()].flatMap(mergedGrowth).sort(byPeriodAndEdition);
}

function mergedGrowth(figures: readonly GrowthFigure[]): GrowthFigure[] {
  const [first] = figures;
  if (first === undefined) return [];
  try {
    return [{ ...first, quantity: agree(figures.map((figure) => figure.quantity)) }];
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`${first.series}, ${first.period}, ${first.edition}: ${reason}`);
  }
}

function byPeriodAndEdition(a: GrowthFigure, b: GrowthFigure): number {
  const year = (figure: GrowthFigure): string => figure.edition.slice(-4);
  return compare(a.period, b.period) || compare(year(a), year(b)) || compare(a.sector ?? "", b.sector ?? "");
}

/** Ids of all sources that figures rest on: for `sourceRecords`. */
export function sourcesOf(quantities: readonly (Quantity | undefined)[]): readonly string[] {
  return mergeSources(...quantities.map((quantity) => quantity?.sources));
}
