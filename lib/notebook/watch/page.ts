import { policyHash } from "../digest.js";

const STYLE = `
:root { color-scheme: light dark; font: 0.85rem system-ui, sans-serif; }
html, body { height: 100%; margin: 0; }
body { display: flex; flex-direction: column; }
iframe { border: 0; flex: 1; width: 100%; }
p { border-top: 1px solid color-mix(in srgb, currentColor 25%, transparent); margin: 0; padding: 0.35rem 0.8rem; }
p.failed { background: #a8201a; color: #fff; }
`;

/** Runs in the page around the report: reloads it where it stood when it has changed, and says what goes on. */
const SCRIPT = `
const frame = document.querySelector("iframe");
const line = document.querySelector("p");
const events = new EventSource("events");
let place = 0;
frame.addEventListener("load", () => {
  document.title = frame.contentDocument.title || document.title;
  const back = () => frame.contentWindow.scrollTo({ top: place, behavior: "instant" });
  if (place > 0) for (const wait of [0, 150, 600]) setTimeout(back, wait);
});
events.addEventListener("made", ({ data }) => {
  const { files } = JSON.parse(data);
  const shown = decodeURIComponent(frame.contentWindow.location.pathname.split("/").pop());
  if (!files.includes(shown)) return;
  place = frame.contentWindow.scrollY;
  frame.contentWindow.location.reload();
});
events.addEventListener("state", ({ data }) => {
  const { text, failed } = JSON.parse(data);
  line.textContent = text;
  line.className = failed ? "failed" : "";
});
events.addEventListener("error", () => {
  line.textContent = "tsnb has ended: this report stays as it is.";
});
`;

/** The page that shows reports while they are watched: a frame, and a line that says what goes on. */
export function watchPage(first: string): { readonly html: string; readonly policy: string } {
  const policy = [
    "default-src 'none'",
    "connect-src 'self'",
    "frame-src 'self'",
    `script-src ${policyHash(SCRIPT)}`,
    `style-src ${policyHash(STYLE)}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join("; ");
  const html = [
    "<!doctype html>",
    '<html lang="en-GB">',
    '<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>Watched report</title><style>${STYLE}</style></head>`,
    `<body><iframe title="Report" src="${encodeURIComponent(first)}"></iframe><p role="status">Connected.</p>`,
    `<script>${SCRIPT}</script></body>`,
    "</html>",
    "",
  ].join("\n");
  return { html, policy };
}
