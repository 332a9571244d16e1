import { describe, expect, test } from "vitest";
import { figuresInProse } from "../../../lib/notebook/report/index.js";

const found = (source: string) => figuresInProse(source).map(({ text }) => text);

describe("figures in running text are found", () => {
  test.each([
    ["growth of 4.4%", ["4.4%"]],
    ["growth of 4.4 %, or 12 ‰", ["4.4 %", "12 ‰"]],
    ["five of 100 clusters", ["100"]],
    ["1,234.5 and 10\u202f000", ["1,234.5", "10\u202f000"]],
    ["US$5bn, €2000 and $ 3", ["$5bn", "€2000", "$ 3"]],
    ["the 2nd and the 18th place", ["2nd", "18th"]],
    ["COVID-19", ["19"]],
    ["on 2025-09-01", ["09", "01"]],
    ["1 September 2025", ["1"]],
    ["3–5", ["3", "5"]],
    ["2025%, 1899, 2100, 20251, 2025.5, 2025th", ["2025%", "1899", "2100", "20251", "2025.5", "2025th"]],
    ["1.5–19", ["1.5", "19"]],
    ["Ends with 7.", ["7"]],
    ["**4**.4%", ["4.4%"]],
    ["4\\.4", ["4.4"]],
    ["&#52;2", ["42"]],
    ["٤٢", ["٤٢"]],
    ["unknown [3]", ["3"]],
    ["![a chart of 9.0](chart-1.svg)", ["9.0"]],
    ["- item 5\n  - 6 below", ["5", "6"]],
    ["> quoted 8", ["8"]],
    ["| a |\n|---|\n| 77 |", ["77"]],
    ["# 1. Heading\n5 below", ["5"]],
    ["<div>\n12 <b>13</b>\n</div>", ["12", "13"]],
    ["the `code` 5", ["5"]],
    ["edition 5%", ["5%"]],
    ["½ of them, 2½ times, 10², ①, Ⅳ", ["½", "2½", "10²", "①", "Ⅳ"]],
    ["## China has 24 clusters", ["24"]],
    ["Score of 14.3\n---", ["14.3"]],
    ["## 24 Chinese clusters\n### 3.1 percent\n# 2. Method, 3%", ["24", "3.1", "3%"]],
    ["# Part 1%\n## Question 7th\n## Score 14.3", ["1%", "7th", "14.3"]],
    ["<h2>3. Method and 4 more</h2>", ["4"]],
    ["Part 1", ["1"]],
    ["[link](https://example.org/5 'Score 14.3')", ["14.3"]],
    ["[Table 4][ref]\n\n[ref]: https://example.org/8 'Table 9'", ["9"]],
    ["![a](chart-1.svg '9.0')", ["9.0"]],
    ['<a href="7" title="9.5">8</a> <img width="5" alt="6 of them">', ["9.5", "6"]],
  ])("%s", (source, figures) => {
    expect(found(source)).toEqual(figures);
  });
});

describe("what is no figure is passed over", () => {
  test.each([
    [""],
    ["no digits"],
    ["2025, 1900–2099, 2018-2022, 2018/19, 1990s, in 2024."],
    ["GII 2025's table; the 18th edition, edition 18, editions 2024"],
    ["CO2, MP3, B2B, H1N1, R², CO<sub>2</sub>, table_1"],
    ["# Part 1\n## 2. Method\n### 3.1 Data\n#### 3.1.2\n##### **4.** Results"],
    ["# Part 1: the data\n## Question 7\n## Appendix 2 – Sources\n## 5) Ends\n## 6: Ends"],
    ["Part 1\n======\n\n4. Ways\n-------"],
    ["## The edition of 2025\n## Part Ⅳ"],
    ["## CO2 and [Table 3](https://example.org/5)"],
    ["1. one\n2. two\n   1) three"],
    ["`5`, ``6`7``"],
    ["```ts\n5\n```\n\n    6\n\n~~~\n7\n~~~"],
    ["$5x + 3$ and $$7$$\n\n$$\n8\n$$\n\n\\begin{align}\n9\n\\end{align}"],
    ["[Table 3](https://example.org/5), <https://example.org/6>, https://example.org/7"],
    ["[Table 4][ref]\n\n[ref]: https://example.org/8 'Table'"],
    ['<img width="5"> <!-- 6 --> <a href="7">8</a> <code>9</code>'],
    ["<!--\n5\n\n6\n-->\n\nx <!-- y title='7' -->"],
    ['<h2 id="x1">3. Method</h2>\n\n<pre>\n5\n\n6\n</pre>\n\n<table width="7"></table>'],
    ["as said[^1] and [^2]\n\n[^1]: there"],
  ])("%j", (source) => {
    expect(found(source)).toEqual([]);
  });
});

describe("the line of a figure", () => {
  const at = (source: string) => figuresInProse(source).map(({ line }) => line);

  test("is that of the markdown, whatever its line ends", () => {
    expect(at("# T\n\none\ntwo 5\n\n- a\n- 6")).toEqual([4, 7]);
    expect(at("a\r\n5\r\n")).toEqual([2]);
    expect(at("<div>\n\n</div>\n\n<p>\nx\n5\n</p>")).toEqual([7]);
    expect(at("| a | b |\n|---|---|\n| x | y |\n| 5 | 6 |")).toEqual([4, 4]);
  });

  test("counts code and tags over several lines", () => {
    expect(at("`a\nb` and <b\nclass='x'>c</b> 5")).toEqual([3]);
  });

  test("is a line of the same paragraph where the figure is not written as it reads", () => {
    expect(at("a\n\nb\n&#52;2")).toEqual([4]);
  });
});
