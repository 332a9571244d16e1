/** An address that no page may ask for. */
export const ELSEWHERE = "https://elsewhere.invalid/asked";

const RUN = "window.top.__ran=document.URL";
const HANDLER = `onerror=${RUN}`;
const IMAGE = `<img src=x ${HANDLER}>`;

/** Texts that would run, load, lead or break something wherever a page took them for more than text. */
export const PAYLOADS: readonly (readonly [what: string, text: string])[] = [
  ["a script", `<script>${RUN}</script>`],
  ["a script after the end of another", `</script><script>${RUN}</script>`],
  ["a script in pieces", `<scr<script>ipt>${RUN}</scr</script>ipt>`],
  ["a script in a comment that is left open", `<!--<script>--><script>${RUN}</script>`],
  ["a picture with a handler", IMAGE],
  ["the end of a quoted attribute", `">${IMAGE}`],
  ["the end of an attribute in single quotes", `'>${IMAGE}`],
  ["another attribute", `" autofocus tabindex=1 onfocus="${RUN}" x="`],
  ["the end of a comment", `-->${IMAGE}`],
  ["the end of a CDATA section", `<![CDATA[<x>]]>${IMAGE}`],
  ["the ends of elements that hold text", `</title></style></textarea></noscript></template></xmp>${IMAGE}`],
  [
    "the ends of the page's own elements",
    `</pre></code></details></div></figure></main></body></html>${IMAGE}`,
  ],
  ["an element without an end", "<plaintext>"],
  ["a drawing with handlers", `<svg onload=${RUN}><animate onbegin=${RUN} attributeName=x></svg>`],
  ["a drawing with a script", `<svg><script>${RUN}</script><script href="data:,${RUN}"/></svg>`],
  [
    "a drawing that holds HTML",
    `<svg><foreignObject>${IMAGE}<iframe src="${ELSEWHERE}"/></foreignObject></svg>`,
  ],
  [
    "a drawing that loads",
    `<svg><image href="${ELSEWHERE}"/><use href="${ELSEWHERE}#a"/><style>@import "${ELSEWHERE}"</style></svg>`,
  ],
  ["a drawing with a link", `<svg><a href="javascript:${RUN}"><text y="9">x</text></a></svg>`],
  ["a drawing that begins within a tag", `<svg a="</svg>${IMAGE}">`],
  [
    "a drawing whose type is declared",
    `<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY e "${ELSEWHERE}">]><svg>&e;</svg>`,
  ],
  [
    "links to scripts",
    `<a href="javascript:${RUN}">x</a><a href=" JaVa\tscript:${RUN}">x</a><a href="&#1;javascript:${RUN}">x</a>`,
  ],
  [
    "links to pages in addresses",
    `<a href="data:text/html,<script>${RUN}</script>">x</a><a href="vbscript:x">x</a>`,
  ],
  [
    "links of markdown",
    `[x](javascript:${RUN}) [x](<java&Tab;script:${RUN}>) ![x](javascript:${RUN}) <javascript:${RUN}>`,
  ],
  ["an address alone", `javascript:${RUN}//`],
  [
    "frames",
    `<iframe src="javascript:${RUN}"></iframe><iframe srcdoc="<script>${RUN}</script>"></iframe><frameset onload=${RUN}>`,
  ],
  ["objects", `<object data="${ELSEWHERE}"></object><embed src="${ELSEWHERE}"><applet code=x></applet>`],
  [
    "media",
    `<video src="${ELSEWHERE}" poster="${ELSEWHERE}" ${HANDLER}></video><audio src="${ELSEWHERE}" ${HANDLER}></audio>`,
  ],
  [
    "pictures from elsewhere",
    `<img src="${ELSEWHERE}"><img srcset="${ELSEWHERE} 2x"><picture><source srcset="${ELSEWHERE}"><img></picture>`,
  ],
  [
    "backgrounds",
    `<table background="${ELSEWHERE}"><tr><td style="background:url(${ELSEWHERE})">x</td></tr></table>`,
  ],
  [
    "styles",
    `<style>@import "${ELSEWHERE}";body{background:url(${ELSEWHERE})}</style><link rel=stylesheet href="${ELSEWHERE}">`,
  ],
  [
    "forms",
    `<form action="${ELSEWHERE}" id=x><button formaction="javascript:${RUN}" autofocus onfocus=${RUN}>x</button></form>`,
  ],
  [
    "orders to the page",
    `<meta http-equiv=refresh content="0;url=${ELSEWHERE}"><base href="${ELSEWHERE}/"><link rel=prefetch href="${ELSEWHERE}">`,
  ],
  [
    "names that scripts look for",
    '<a id="Plotly"></a><a id="plotly"></a><form id="document" name="document"><input name="body"></form><img name="querySelectorAll">' +
      '<p id="exports"></p><p id="module"></p><p id="define"></p><p id="report-colours"></p><p id="figure-1"></p><p class="plot figure-data">x</p>',
  ],
  [
    "MathML",
    `<math href="javascript:${RUN}"><mtext>x</mtext><maction actiontype="statusline#${ELSEWHERE}" xlink:href="javascript:${RUN}">y</maction></math>`,
  ],
  [
    "MathML that turns into HTML",
    `<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 ${HANDLER}&gt;">`,
  ],
  ["SVG that turns into HTML", `<svg></p><style><a id="</style>${IMAGE}">`],
  ["a form that turns into another", `<form><math><mtext></form><form><mglyph><style></math>${IMAGE}`],
  [
    "text that turns into HTML",
    `<noscript><p title="</noscript>${IMAGE}"></noscript><template>${IMAGE}</template><xmp>${IMAGE}</xmp>`,
  ],
  [
    "TeX that links and loads",
    `$\\href{javascript:${RUN}}{x}\\url{javascript:${RUN}}\\includegraphics{${ELSEWHERE}}$ $\\htmlStyle{x}{y}$`,
  ],
  ["TeX that holds HTML", `$\\text{${IMAGE}}$ $$\\htmlData{a=b}{x}$$ $\\unknown"><b onclick=x>$`],
  [
    "the marks of formulas",
    `$x$ <p title="&#xE0F0;0&#xE0F1;">\uE0F00\uE0F1</p><table><caption>&#xE0F0;0&#xE0F1;</caption></table>`,
  ],
  ["line ends of JSON", `\u2028\u2029</script>\u2028<!--\u2029${IMAGE}`],
  [
    "characters that no one sees",
    `a\u0000b<scr\u0000ipt>${RUN}</script><img\u000Csrc=x\u000C${HANDLER}>\u202Eabc\uFEFF\uD800`,
  ],
  [
    "orders to a terminal",
    `\u001B]8;;javascript:${RUN}\u001B\\x\u001B]8;;\u001B\\\u001B[31m${IMAGE}\u001B[2J`,
  ],
  ["what templates replace", `\${${RUN}} {{constructor.constructor("${RUN}")()}} %{x} $& $\` $' $1 <%= 1 %>`],
  ["entities", `&lt;script&gt;${RUN}&lt;/script&gt; &#60;img src=x ${HANDLER}&#62; &amp;lt;img&amp;gt;`],
  [
    "elements of one's own",
    `<x-y is="z" ${HANDLER} style="animation:a">x</x-y><button popovertarget=x onbeforetoggle=${RUN}>x</button>`,
  ],
  ["names of every object", "__proto__"],
];
