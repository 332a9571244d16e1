import { Token } from "@lumino/coreutils";

/** What Jupyter's Markdown renderer asks for where diagrams are drawn. No plugin here provides it. */
export const IMermaidMarkdown = new Token("@jupyterlab/mermaid:IMermaidMarkdown");
