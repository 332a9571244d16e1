import { type Random, randomIndex } from "../../numeric/index.js";
import type { Fault, GeocodedRecord } from "../cells/index.js";

const WAYS: readonly Fault[] = ["missing", "null island", "swapped", "out of range", "no document"];

/** What was done to coordinates. */
export interface Spoilt {
  readonly records: readonly GeocodedRecord[];
  /** How many records were spoilt in which way. */
  readonly written: { readonly [F in Fault]: number };
  /** Of those with swapped degrees, how many read as another place: both numbers are latitudes. Nothing shows them. */
  readonly hidden: number;
}

/** Spoils about so many parts of a thousand of the records, in every way in which coordinates go wrong. */
export function spoil(random: Random, records: readonly GeocodedRecord[], perThousand: number): Spoilt {
  const written = { missing: 0, "null island": 0, swapped: 0, "out of range": 0, "no document": 0 };
  let hidden = 0;
  const all = records.map((record) => {
    if (random() * 1000 >= perThousand) return record;
    const way = WAYS[randomIndex(random, WAYS.length)] ?? "missing";
    written[way] += 1;
    if (way === "swapped" && Math.abs(record.longitude ?? 0) <= 90) hidden += 1;
    return bad(record, way);
  });
  return { records: all, written, hidden };
}

function bad(record: GeocodedRecord, way: Fault): GeocodedRecord {
  const { latitude, longitude } = record;
  switch (way) {
    case "missing":
      return { ...record, latitude: null, longitude: null };
    case "null island":
      return { ...record, latitude: 0, longitude: 0 };
    case "swapped":
      return { ...record, latitude: longitude, longitude: latitude };
    case "out of range":
      return { ...record, longitude: (longitude ?? 0) + 720 };
    case "no document":
      return { ...record, document: null };
  }
}
