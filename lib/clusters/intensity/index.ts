export { intensity } from "../rank/intensity.js";
