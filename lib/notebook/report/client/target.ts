/** What a link into the page leads to; `null` where that is nothing, or its address cannot be read. */
export function targetOf(link: HTMLAnchorElement): HTMLElement | null {
  try {
    return document.getElementById(decodeURIComponent(link.hash.slice(1)));
  } catch {
    return null;
  }
}
