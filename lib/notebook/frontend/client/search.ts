import { INotebookShell } from "@jupyter-notebook/application";
import type { JupyterFrontEndPlugin } from "@jupyterlab/application";
import { ISearchProviderRegistry } from "@jupyterlab/documentsearch";
import type { Widget } from "@lumino/widgets";

/** Jupyter binds its keys of searching, Ctrl+F among them, to what bears this. */
const SEARCHABLE = "jp-mod-searchable";

/** Marks what the page shows as searchable, where there is a way to search it; JupyterLab's own needs JupyterLab. */
export const search: JupyterFrontEndPlugin<void> = {
  id: "tslab-notebook:search",
  description: "Binds the keys of searching to what the page shows.",
  autoStart: true,
  requires: [INotebookShell, ISearchProviderRegistry],
  activate: (_, shell: INotebookShell, registry: ISearchProviderRegistry) => {
    let marked: Widget | null = null;
    const mark = () => {
      marked?.removeClass(SEARCHABLE);
      marked = shell.currentWidget;
      if (marked !== null && registry.hasProvider(marked)) marked.addClass(SEARCHABLE);
    };
    registry.changed.connect(mark);
    shell.currentChanged.connect(mark);
    mark();
  },
};
