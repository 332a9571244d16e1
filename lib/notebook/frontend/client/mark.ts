/// <reference lib="dom" />
import type { JupyterFrontEnd, JupyterFrontEndPlugin } from "@jupyterlab/application";
import { PageConfig, URLExt } from "@jupyterlab/coreutils";
import { LabIcon } from "@jupyterlab/ui-components";
import { Widget } from "@lumino/widgets";
import picture from "../mark.svg";

/** The project's mark. */
export const markIcon = new LabIcon({ name: "tslab-notebook:mark", svgstr: picture });

/** Puts the project's mark at the left of the top bar, as a link to the files, and offers the files in the menu. */
export const mark: JupyterFrontEndPlugin<void> = {
  id: "tslab-notebook:mark",
  description: "Shows the mark of tslab-notebook, and leads to the list of files.",
  autoStart: true,
  activate: ({ shell, commands }: JupyterFrontEnd) => {
    const tree = URLExt.join(PageConfig.getBaseUrl(), "tree");
    const node = document.createElement("a");
    node.href = tree;
    node.target = "_blank";
    node.rel = "noopener noreferrer";
    node.setAttribute("aria-label", "Files");
    node.title = "Files";
    markIcon.element({
      container: node,
      elementPosition: "center",
      height: "24px",
      width: "24px",
      padding: "4px 4px 4px 10px",
    });
    const widget = new Widget({ node });
    widget.id = "jp-NotebookLogo";
    shell.add(widget, "top", { rank: 0 });
    commands.addCommand("application:open-tree", {
      label: "Files",
      execute: () => {
        if (PageConfig.getOption("notebookPage") === "tree") return commands.execute("filebrowser:activate");
        window.open(tree, "_blank", "noopener");
      },
    });
  },
};
