export { type AgreementLabels, type AgreementSeries, agreementChart } from "./agreementChart.js";
export { type BordersLabels, type BordersPanel, bordersChart } from "./bordersChart.js";
export { type BreakEvenLabels, breakEvenChart } from "./breakEvenChart.js";
export { type ClusterMapLabels, clusterMap, type MapRegion } from "./clusterMap.js";
export { decompositionChart, type SplitRow } from "./decompositionChart.js";
export { economiesChart } from "./economiesChart.js";
export {
  type Cell,
  type Chart,
  type ChartMeta,
  type ChartParts,
  COLOURS,
  chart,
  TEMPLATE,
} from "./figure.js";
export { type GrowthLabels, growthChart } from "./growthChart.js";
export { moversChart, type Names, rankHistoryChart } from "./historyChart.js";
export { type Levels, levelsChart } from "./levelsChart.js";
export { type LorenzSeries, lorenzChart } from "./lorenzChart.js";
export { type Outlined, type OutlinesLabels, outlinesChart } from "./outlinesChart.js";
export { parameterSweepChart, type SweepLabels, type SweepStep } from "./parameterSweepChart.js";
export { partialOrderChart } from "./partialOrderChart.js";
export { type PartsLabels, type PartsStep, partsChart } from "./partsChart.js";
export { perMillionChart } from "./perMillionChart.js";
export { type RankSeries, rankRangesChart } from "./rankRangesChart.js";
export { type RevisedSeries, revisionsChart } from "./revisionsChart.js";
export { sharesChart } from "./sharesChart.js";
export { sizeIntensityChart } from "./sizeIntensityChart.js";
export { type SlopeLabels, slopeChart } from "./slopeChart.js";
export { sobolChart } from "./sobolChart.js";
export { weightTriangleChart } from "./weightTriangleChart.js";
export { type MapPoint, worldMap } from "./worldMap.js";
