/// <reference lib="dom" />
import type { JupyterFrontEnd, JupyterFrontEndPlugin } from "@jupyterlab/application";
import { Dialog, ICommandPalette, showDialog } from "@jupyterlab/apputils";
import { PageConfig, URLExt } from "@jupyterlab/coreutils";
import { IMainMenu } from "@jupyterlab/mainmenu";
import { Widget } from "@lumino/widgets";

const ABOUT = "tslab-notebook:about";
const LICENCES = "tslab-notebook:licences";

/** What the notebook is made of, and under which licences: two entries of the menu Help. */
export const help: JupyterFrontEndPlugin<void> = {
  id: "tslab-notebook:help",
  description: "Says what tslab-notebook is made of.",
  autoStart: true,
  optional: [IMainMenu, ICommandPalette],
  activate: ({ commands }: JupyterFrontEnd, menu: IMainMenu | null, palette: ICommandPalette | null) => {
    const licences = URLExt.join(PageConfig.getBaseUrl(), PageConfig.getOption("licencesPath"));
    commands.addCommand(ABOUT, {
      label: "About tslab-notebook",
      execute: () =>
        showDialog({
          title: "tslab-notebook",
          body: new Widget({ node: about(licences) }),
          buttons: [Dialog.okButton({ label: "Close" })],
        }),
    });
    commands.addCommand(LICENCES, {
      label: "Licences",
      execute: () => {
        window.open(licences, "_blank", "noopener");
      },
    });
    const entries = [ABOUT, LICENCES].map((command) => ({ command }));
    menu?.helpMenu.addGroup(entries, 0);
    for (const { command } of entries) palette?.addItem({ command, category: "Help" });
  },
};

function about(licences: string): HTMLElement {
  const said = [
    `Version ${PageConfig.getOption("appVersion")}. Notebooks in TypeScript, with nothing installed but Node.`,
    `The front end is built from the packages of Jupyter Notebook ${PageConfig.getNotebookVersion().join(".")} and JupyterLab ${PageConfig.getOption("labVersion")}, by the Jupyter Development Team, under the BSD 3-Clause licence. This is not a product of Project Jupyter.`,
  ];
  const node = document.createElement("div");
  for (const text of said) {
    const paragraph = document.createElement("p");
    paragraph.textContent = text;
    node.append(paragraph);
  }
  const link = document.createElement("a");
  link.href = licences;
  link.target = "_blank";
  link.rel = "noopener";
  link.textContent = "All packages with their versions and licences";
  node.append(link);
  return node;
}
