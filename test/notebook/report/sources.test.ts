import { describe, expect, test } from "vitest";
import { MIME } from "../../../lib/notebook/display/contract.js";
import {
  type Citations,
  collectSources,
  numberMarks,
  sourceLinks,
  sourcesSection,
  withoutLinks,
} from "../../../lib/notebook/report/sources.js";

function citing(...records: readonly object[]): Citations {
  const citations: Citations = new Map();
  collectSources({ [MIME.sources]: JSON.parse(JSON.stringify(records)) }, citations);
  return citations;
}

const five = citing(...["a", "b", "c", "d", "e"].map((id) => ({ id, title: `T${id}`, publisher: `P${id}` })));

describe("sources that outputs cite", () => {
  test("are kept once, in the order of their first citation, and a later record fills gaps only", () => {
    const citations = citing(
      { id: "a", title: "A" },
      { id: "b", title: "B" },
      { id: "a", title: "other", date: 2025 },
    );
    expect([...citations.values()]).toEqual([
      { id: "a", title: "A", date: "2025" },
      { id: "b", title: "B" },
    ]);
  });

  test("without an id are none, without a title show their id", () => {
    expect([...citing({ title: "A" }, { id: "" }, { id: 3 }, { id: "x", url: null }).values()]).toEqual([
      { id: "x", title: "x" },
    ]);
    collectSources({ [MIME.sources]: "text" }, new Map());
  });
});

describe("the list of sources", () => {
  test("gives what is known of each, and a link only to the web", () => {
    const html = sourcesSection(
      citing(
        {
          id: "a b",
          title: "<T>",
          publisher: "P&Q",
          date: "2025",
          url: "https://a.b",
          dateRead: "2026-01-02",
          licence: "CC",
          standing: "press",
        },
        { id: "c", title: "C", url: "javascript:alert(1)" },
      ),
    );
    expect(html).toContain(
      '<li id="source-a b">P&amp;Q, <a href="https://a.b" rel="noopener noreferrer">&lt;T&gt;</a>, <span class="date">2025</span>, read on <span class="date">2026-01-02</span>, licence: CC, <span class="standing">press</span></li>',
    );
    expect(html).toContain('<li id="source-c">C</li>');
  });

  test("is absent where nothing is cited", () => {
    expect(sourcesSection(new Map())).toBe("");
  });
});

describe("the sources of a chart", () => {
  const text = (...ids: readonly string[]) => withoutLinks(sourceLinks(ids, five));

  test("are named with their numbers in the order of the list, each once; unknown ones are left out", () => {
    expect(text("b", "a", "b", "x")).toBe("Sources: Pa (1), Pb (2)");
    expect(text("a")).toBe("Source: Pa (1)");
    expect(text("x")).toBe("");
    expect(text()).toBe("");
  });

  test("beyond a few are numbers", () => {
    expect(text("a", "b", "c", "d")).toBe("Sources: Pa (1), Pb (2), Pc (3), Pd (4)");
    expect(text("a", "b", "c", "d", "e")).toBe("Sources: Pa (1), Pb (2), Pc (3), and 2 more: 4, 5");
  });

  test("lead to the list, whatever their id", () => {
    expect(sourceLinks(['a "b'], citing({ id: 'a "b', title: "T" }))).toBe(
      'Source: <a href="#source-a%20%22b">T (1)</a>',
    );
  });
});

describe("marks of further sources", () => {
  test("take the numbers of the list in brackets, in superscripts only", () => {
    const html =
      '<a href="#source-a">9</a><sup><a title="t" href="#source-b">b</a> <a href="#source-x">c</a> +2</sup>';
    expect(numberMarks(html, five)).toBe(
      '<a href="#source-a">9</a><sup><a title="t" href="#source-b">[2]</a> <a href="#source-x">c</a> +2</sup>',
    );
  });

  test("go with the links where the list is not, other superscripts stay", () => {
    expect(
      withoutLinks('<a href="#source-a">9</a><sup> <a href="#source-b">b</a> +1</sup> m<sup>2</sup>'),
    ).toBe("9 m<sup>2</sup>");
  });
});
