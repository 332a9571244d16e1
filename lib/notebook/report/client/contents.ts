import { targetOf } from "./target.js";

/** Pixels from the top of the window at which a section counts as the one that is read. */
const TOP = 80;

/** Marks the section that is being read in the table of contents, keeps it in view, and folds the list on phones. */
export function startContents(): void {
  const nav = document.querySelector<HTMLElement>("nav.contents");
  if (nav === null) return;
  const links = [...nav.querySelectorAll<HTMLAnchorElement>('a[href^="#"]')];
  const sections = links.flatMap((link) => {
    const heading = targetOf(link);
    return heading === null ? [] : [{ link, heading }];
  });
  fold(nav, links);
  let waiting = false;
  const follow = (): void => {
    waiting = false;
    const current = readAt(sections);
    for (const { link } of sections) {
      if (link === current) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
    if (current !== undefined) reveal(nav, current);
  };
  const soon = (): void => {
    if (!waiting) requestAnimationFrame(follow);
    waiting = true;
  };
  addEventListener("scroll", soon, { passive: true });
  addEventListener("resize", soon);
  addEventListener("hashchange", soon);
  follow();
}

interface Section {
  readonly link: HTMLAnchorElement;
  readonly heading: HTMLElement;
}

/**
 * The last section whose heading has come to the top of the window. At the end of the page, where none can pass any more, the
 * one that the reader went to, or the last.
 */
function readAt(sections: readonly Section[]): HTMLAnchorElement | undefined {
  const top = ({ heading }: Section): number => heading.getBoundingClientRect().top;
  const { scrollHeight } = document.documentElement;
  if (scrollY > 0 && scrollY + innerHeight >= scrollHeight - 2) {
    const chosen = sections.find((section) => section.link.hash === location.hash && top(section) >= 0);
    return (chosen ?? sections.at(-1))?.link;
  }
  return sections.filter((section) => top(section) <= TOP).at(-1)?.link;
}

// The list may be longer than the window; the page itself must not be moved.
function reveal(nav: HTMLElement, link: HTMLElement): void {
  const [box, inner] = [nav.getBoundingClientRect(), link.getBoundingClientRect()];
  if (inner.top < box.top + 40) nav.scrollTop += inner.top - box.top - 40;
  else if (inner.bottom > box.bottom - 40) nav.scrollTop += inner.bottom - box.bottom + 40;
}

function fold(nav: HTMLElement, links: readonly HTMLAnchorElement[]): void {
  const button = nav.querySelector("button");
  const open = (whether: boolean): void => {
    nav.classList.toggle("open", whether);
    button?.setAttribute("aria-expanded", String(whether));
  };
  button?.addEventListener("click", () => open(!nav.classList.contains("open")));
  for (const link of links) link.addEventListener("click", () => open(false));
}
