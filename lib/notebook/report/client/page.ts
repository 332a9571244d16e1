/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
import { startCode } from "./code.js";
import { startContents } from "./contents.js";
import { startDownloads } from "./downloads.js";
import { startSources } from "./sources.js";
import { startColours } from "./theme.js";

startColours();
startContents();
startCode();
startDownloads();
startSources();
