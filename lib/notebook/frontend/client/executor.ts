import type { JupyterFrontEndPlugin } from "@jupyterlab/application";
import type { ISessionContext } from "@jupyterlab/apputils";
import { INotebookCellExecutor, runCell } from "@jupyterlab/notebook";

/**
 * Runs cells as Jupyter's own does, and waits for a kernel that is still being started for the page: Jupyter passes
 * over cells that are run before it is there, without a word.
 */
export const executor: JupyterFrontEndPlugin<INotebookCellExecutor> = {
  id: "tslab-notebook:cell-executor",
  description: "Runs cells, once the page has its kernel.",
  autoStart: true,
  provides: INotebookCellExecutor,
  activate: () => ({
    async runCell(options) {
      if (options.cell.model.type === "code" && options.sessionContext) await settled(options.sessionContext);
      return runCell(options);
    },
  }),
};

/** Settles when the page has a kernel, has asked for one to be chosen, or has failed to start one. */
async function settled(context: ISessionContext): Promise<void> {
  if (!context.isReady) await Promise.race([context.ready, context.initialize()]).catch(() => undefined);
}
