/** Where the choice of colours is kept; the script in the head reads it, too. */
const KEY = "report-colours";
/** Told to the document when the page has changed its colours. */
export const COLOURS_CHANGED = "report-colours";

/** Whether the page is dark now: the reader's choice, or else the system's setting. */
export function isNight(): boolean {
  // Where the style sheet's way of having two colours is unknown, the page is light whatever is set.
  if (!CSS.supports("color", "light-dark(#000, #fff)")) return false;
  const system = matchMedia("(prefers-color-scheme: dark)").matches;
  // Where the system forces its own colours on pages, a choice changes nothing but what charts would be drawn in.
  if (matchMedia("(forced-colors: active)").matches) return system;
  const chosen = document.documentElement.dataset.colours;
  return chosen === undefined ? system : chosen === "dark";
}

/** Makes the switch in the page's bar work, and tells the charts of every change. */
export function startColours(): void {
  const root = document.documentElement;
  const choices = [...document.querySelectorAll<HTMLInputElement>('input[name="report-colours"]')];
  const show = (): void => {
    for (const choice of choices) choice.checked = choice.value === (root.dataset.colours ?? "system");
    // What the browser's own bars are painted in.
    for (const meta of document.querySelectorAll<HTMLMetaElement>('meta[name="theme-color"]')) {
      const own = /dark/.test(meta.media) ? "dark" : "light";
      meta.content = paperOf(root.dataset.colours ?? own);
    }
    document.dispatchEvent(new Event(COLOURS_CHANGED));
  };
  for (const choice of choices) {
    choice.addEventListener("change", () => {
      keep(choice.value);
      if (choice.value === "system") delete root.dataset.colours;
      else root.dataset.colours = choice.value;
      show();
    });
  }
  // Another tab with a report chose anew.
  addEventListener("storage", ({ key, newValue }) => {
    if (key !== KEY) return;
    if (newValue === "light" || newValue === "dark") root.dataset.colours = newValue;
    else delete root.dataset.colours;
    show();
  });
  for (const setting of ["(prefers-color-scheme: dark)", "(forced-colors: active)"]) {
    matchMedia(setting).addEventListener("change", show);
  }
  show();
}

function paperOf(colours: string): string {
  return colours === "dark" ? "#14181d" : "#ffffff";
}

function keep(choice: string): void {
  try {
    if (choice === "system") localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, choice);
  } catch {
    // The choice holds as long as the page is open.
  }
}
