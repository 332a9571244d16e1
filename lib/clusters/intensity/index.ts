export { intensity } from "./intensity.js";
