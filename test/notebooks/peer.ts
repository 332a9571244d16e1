/**
 * What an independent program found once from the same published figures: shortest paths and linear programmes in
 * Python, with SciPy's HiGHS. Intervals here must hold those of the library, or touch them within its slack.
 */
export const PEER = {
  worldTotals: { pct: [1305589, 1313325], publications: [8056276, 8239809], ventureDeals: [234467, 237906] },
  populations: {
    "Shenzhen–Hong Kong–Guangzhou": [51287114, 51295004],
    "Tokyo–Yokohama": [36447336, 36457440],
    "San Jose–San Francisco": [6248078, 6248971],
    Beijing: [19158521, 19594977],
    Seoul: [25874803, 26524425],
  },
  twoMetric: {
    "Tokyo–Yokohama": [11.694, 11.788],
    "Shenzhen–Hong Kong–Guangzhou": [11.299, 11.407],
    Beijing: [7.709, 7.886],
    Seoul: [7.043, 7.216],
    "San Jose–San Francisco": [4.554, 4.594],
  },
  threeMetric: {
    "Shenzhen–Hong Kong–Guangzhou": [14.206, 14.357],
    "Tokyo–Yokohama": [13.86, 13.986],
    "San Jose–San Francisco": [11.404, 11.544],
    Beijing: [10.484, 10.773],
    Seoul: [10.093, 10.366],
  },
  intensity: {
    "San Jose–San Francisco": [1.825, 1.848],
    Stockholm: [0.666, 0.676],
    Beijing: [0.5459, 0.5545],
    London: [0.5383, 0.5469],
    Gothenburg: [0.5151, 0.5228],
    Seoul: [0.3879, 0.393],
    "Tokyo–Yokohama": [0.3801, 0.3838],
    "Shenzhen–Hong Kong–Guangzhou": [0.2769, 0.28],
    Barcelona: [0.2147, 0.2188],
    Madrid: [0.1593, 0.1627],
    Tehran: [0.1088, 0.1118],
    "Mexico City": [0.0317, 0.0329],
    Cairo: [0.0226, 0.0236],
  },
} as const;
