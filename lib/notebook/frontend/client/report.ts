/// <reference lib="dom" />
import type { JupyterFrontEnd, JupyterFrontEndPlugin } from "@jupyterlab/application";
import { ICommandPalette, showErrorMessage } from "@jupyterlab/apputils";
import { PageConfig, URLExt } from "@jupyterlab/coreutils";
import { INotebookTracker, type NotebookPanel } from "@jupyterlab/notebook";
import { LabIcon } from "@jupyterlab/ui-components";
import picture from "./report.svg";

const icon = new LabIcon({ name: "tslab-notebook:report", svgstr: picture });

/** The command; the package's schema puts it into the menu File and into the toolbar. */
const COMMAND = "tslab-notebook:report";

/** In the place of Jupyter's own, which would print what nbconvert makes of the notebook. */
const PRINT = "tslab-notebook:print";

/** Opens the report of the notebook, as saved, in a new tab. */
export const report: JupyterFrontEndPlugin<void> = {
  id: "tslab-notebook:report",
  description: "Makes a report of a notebook as saved.",
  autoStart: true,
  requires: [INotebookTracker],
  optional: [ICommandPalette],
  activate: ({ commands }: JupyterFrontEnd, tracker: INotebookTracker, palette: ICommandPalette | null) => {
    commands.addCommand(COMMAND, {
      label: ({ toolbar }) => (toolbar ? "" : "Report"),
      caption: "Save, and open the report of this notebook in a new tab; nothing is run",
      icon,
      isEnabled: () => tracker.currentWidget !== null,
      isVisible: () => PageConfig.getOption("notebookPage") === "notebooks",
      execute: async () => {
        if (tracker.currentWidget !== null) await open(tracker.currentWidget);
      },
    });
    commands.addCommand(PRINT, {
      label: "Print by Report…",
      caption: "Save, and open the report of this notebook, which prints as it reads, in a new tab",
      isVisible: () => PageConfig.getOption("notebookPage") === "notebooks",
      execute: () => commands.execute(COMMAND),
    });
    palette?.addItem({ command: COMMAND, category: "Notebook Operations" });
  },
};

async function open({ context }: NotebookPanel): Promise<void> {
  // Only a click may open a tab, and saving takes longer than a click.
  const tab = window.open("", "_blank");
  try {
    if (context.model.dirty) await context.save();
    // Saving says itself what went wrong, and leaves the notebook as it is.
    if (context.model.dirty) throw new Error("The notebook could not be saved.");
  } catch (error) {
    tab?.close();
    await showErrorMessage("Report", error instanceof Error ? error.message : String(error));
    return;
  }
  const address = URLExt.join(PageConfig.getBaseUrl(), "tsnb/report", URLExt.encodeParts(context.localPath));
  if (tab === null) window.location.assign(address);
  else {
    tab.opener = null;
    tab.location.replace(address);
  }
}
