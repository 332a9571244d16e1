import { fileURLToPath } from "node:url";

/** The project's own data folder. */
export const DATA = fileURLToPath(new URL("../../../data", import.meta.url));
