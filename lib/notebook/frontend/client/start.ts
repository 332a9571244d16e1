/// <reference lib="dom" />
import { NotebookApp, NotebookShell } from "@jupyter-notebook/application";
import type { JupyterFrontEndPlugin } from "@jupyterlab/application";
import { PageConfig } from "@jupyterlab/coreutils";
import type { IRenderMime } from "@jupyterlab/rendermime-interfaces";
import { IServiceManager } from "@jupyterlab/services";
import { PluginRegistry } from "@lumino/coreutils";
import { runnable } from "./choose.js";
import { executor } from "./executor.js";
import { figures } from "./figures.js";
import { help } from "./help.js";
import { isAllowed } from "./left-out.js";
import { mark } from "./mark.js";
import { report } from "./report.js";
import { search } from "./search.js";

type Plugin = JupyterFrontEndPlugin<unknown>;

/**
 * Starts the front end on the page that the page's configuration names, with those of the given plugins that can run
 * there, and the project's own.
 */
export async function start(
  installed: readonly Plugin[],
  renderers: readonly IRenderMime.IExtension[],
): Promise<void> {
  const page = PageConfig.getOption("notebookPage");
  const plugins = runnable([...installed, executor, mark, help, report, search], (id) => isAllowed(id, page));
  const pluginRegistry = new PluginRegistry();
  pluginRegistry.registerPlugins([...plugins]);
  const serviceManager = await pluginRegistry.resolveRequiredService(IServiceManager);
  const app = new NotebookApp({
    shell: new NotebookShell(),
    pluginRegistry,
    serviceManager,
    // Whether it is a module or what one exports is found out.
    mimeExtensions: [...renderers, figures] as unknown as IRenderMime.IExtensionModule[],
  });
  // What a notebook holds could give commands by buttons of its own, and Jupyter asks nobody where all outputs count as
  // trusted: one click on a foreign text would run all cells. Nothing of the front end's own gives commands that way.
  app.commandLinker.dispose();
  await app.start({ bubblingKeydown: true });
  await app.restored;
}
