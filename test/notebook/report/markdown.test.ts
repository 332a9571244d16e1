import { describe, expect, test } from "vitest";
import { markdownHtml, newOutline, takeTitle } from "../../../lib/notebook/report/markdown.js";

const html = (source: string) => markdownHtml(source, newOutline());

describe("dollar signs", () => {
  test.each([
    ["amounts stay amounts", "It costs $5 and $6.", false],
    ["amounts with words between stay amounts", "$5bn (about $6bn) and US$7 or 8$", false],
    ["an amount before a currency sign in brackets", "They raised $5, and more (US$).", false],
    ["a range of amounts", "$5–$6 and $10/$12", false],
    ["escaped dollars", "\\$x\\$", false],
    ["dollars in code", "`$x$`", false],
    ["a lone dollar", "a $ b", false],
    ["spaces inside", "$ x $", false],
    ["nothing inside", "$$", false],
    ["nothing between two and two", "a $$$$ b", false],
    ["a letter", "$x$", true],
    ["a number alone", "$5$", true],
    ["an equation that begins with a number", "$2 + 2 = 4$", true],
    ["a fraction", "$\\frac{1}{2}$, then", true],
    ["a dollar within", "$x = \\$5$", true],
  ])("%s", (_, source, math) => {
    expect(html(source).includes("<math")).toBe(math);
  });
});

describe("formulas", () => {
  test("are MathML with the TeX kept, displayed where two dollars or an environment stand", () => {
    expect(html("$x^2$")).toContain(
      '<msup><mi>x</mi><mn>2</mn></msup></mrow><annotation encoding="application/x-tex">x^2',
    );
    expect(html("$$\nx\n$$")).toContain('display="block"');
    expect(html("a $$x$$ b")).toContain('display="block"');
    expect(html("\\begin{align}\na &= b\n\\end{align}")).toContain("<mtable");
  });

  test("carry no style attribute, which the page's policy would refuse", () => {
    expect(html("$\\boxed{x} \\color{red}{y} \\fbox{z} \\begin{pmatrix}1\\\\2\\end{pmatrix}$")).not.toContain(
      " style=",
    );
  });

  test("that KaTeX does not know show as they were written", () => {
    const shown = html("$\\nosuch{<b>}$");
    expect(shown).toContain('class="math-error"');
    expect(shown).toContain("\\nosuch{&lt;b&gt;}");
  });

  test("cannot carry links, pictures or HTML", () => {
    const shown = html("$\\href{javascript:alert(1)}{x} \\includegraphics{x} \\htmlStyle{color:red}{y}$");
    expect(shown).not.toMatch(/<a |<img|style="/);
    expect(html("$a<script>alert(1)</script>$")).not.toContain("<script");
  });

  test("cannot be forged with the marks that hold their places", () => {
    expect(html("$x$ \uE0F00\uE0F1")).toBe(html("$x$ 0"));
  });
});

describe("HTML in markdown", () => {
  test.each([
    ["scripts", "a <script>alert(1)</script>"],
    ["pictures with handlers", "<img src=x onerror=alert(1)>"],
    ["javascript links", "[a](javascript:alert(1)) <javascript:alert(1)> [b](&#106;avascript:alert(1))"],
    ["links with a handler in the title", '[a](https://a.b "x\\" onclick=\\"alert(1)")'],
    ["code with tags", "```html\n<script>alert(1)</script>\n```"],
    ["code in a hostile language", '```"><script>alert(1)</script>\nx\n```'],
  ])("cannot run: %s", (_, source) => {
    const shown = html(source);
    expect(shown).not.toMatch(/href="[^"]*javascript:/i);
    expect(shown.replace(/"[^"]*"/g, '""')).not.toMatch(/<script|<[^>]*\son\w+=/i);
  });

  test("shows what is harmless", () => {
    expect(html("a<sub>b</sub> <kbd>c</kbd>")).toBe("<p>a<sub>b</sub> <kbd>c</kbd></p>\n");
  });
});

test("web addresses become links, other words do not", () => {
  expect(html("see https://a.b/c and a.b")).toContain(
    '<a href="https://a.b/c" rel="noopener noreferrer">https://a.b/c</a> and a.b',
  );
});

test("columns keep the alignment that markdown gives them, without style attributes", () => {
  const table = html("|a|b|c|\n|---|--:|:-:|\n|x|y|z|");
  expect(table).toContain(
    '<th scope="col">a</th>\n<th scope="col" class="number">b</th>\n<th scope="col" class="centre">c</th>',
  );
  expect(table).not.toContain("style=");
});

describe("headings", () => {
  test("get anchors that differ over the whole page, and are listed with their plain text", () => {
    const outline = newOutline();
    const first = markdownHtml("## Who *rises*?\n\n## Who rises", outline);
    markdownHtml("### 2025: $x$ & `y`\n\n## 深圳", outline);
    expect(first).toContain('<h2 id="who-rises">Who <em>rises</em>?</h2>');
    expect(outline.headings).toEqual([
      { level: 2, id: "who-rises", text: "Who rises?" },
      { level: 2, id: "who-rises-2", text: "Who rises" },
      { level: 3, id: "section-2025-x-y", text: "2025: x & y" },
      { level: 2, id: "section", text: "深圳" },
    ]);
  });

  test("cannot take the place of a source or a part of the report", () => {
    expect(html("## Source x")).toContain('id="section-source-x"');
    expect(html("## Report about")).toContain('id="section-report-about"');
  });
});

describe("a title", () => {
  test("is the first heading of the first level, with what stands around it left over", () => {
    expect(takeTitle("before\n\n# A *title* & $x$\nafter\n\n# second")).toMatchObject({
      text: "A title & x",
      rest: "before\n\nafter\n\n# second",
    });
    expect(takeTitle("Title\n=====\ntext")).toMatchObject({ text: "Title", html: "Title", rest: "text" });
  });

  test("is safe HTML", () => {
    expect(takeTitle("# a <script>alert(1)</script><b>b</b>")?.html).toBe("a <b>b</b>");
  });

  test("is not found in code, in quotes, in deeper headings, in empty ones or in nothing", () => {
    for (const source of ["```\n# a\n```", "> # a", "## a", "#", "#a", ""])
      expect(takeTitle(source)).toBeUndefined();
  });
});
