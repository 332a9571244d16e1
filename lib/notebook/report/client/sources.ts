import { targetOf } from "./target.js";

/** Whoever went from a figure to its source finds a way back beside the source, and keeps the focus there. */
export function startSources(): void {
  const back = document.createElement("button");
  back.type = "button";
  back.className = "back";
  back.textContent = "Back to the text";
  let from: HTMLElement | undefined;
  back.addEventListener("click", () => {
    from?.scrollIntoView({ block: "center" });
    from?.focus({ preventScroll: true });
    back.remove();
  });
  document.addEventListener("click", ({ target }) => {
    const link = target instanceof Element ? target.closest<HTMLAnchorElement>('a[href^="#source-"]') : null;
    if (link === null) return;
    const source = targetOf(link);
    if (source === null) return;
    from = link;
    source.append(" ", back);
  });
}
