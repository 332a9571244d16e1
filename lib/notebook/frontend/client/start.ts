/// <reference lib="dom" />
import { NotebookApp } from "@jupyter-notebook/application";
import type { JupyterFrontEndPlugin } from "@jupyterlab/application";
import { PageConfig } from "@jupyterlab/coreutils";
import type { IRenderMime } from "@jupyterlab/rendermime-interfaces";
import { IServiceManager } from "@jupyterlab/services";
import { PluginRegistry } from "@lumino/coreutils";
import { runnable } from "./choose.js";
import { figures } from "./figures.js";
import { help } from "./help.js";
import { isAllowed, isUsed } from "./left-out.js";
import { mark } from "./mark.js";
import { report } from "./report.js";

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
  const all = [...installed, mark, help, report];
  const plugins = runnable(all, (id) => isAllowed(id, page));
  // The settings editor shows the settings of the other pages' plugins, too.
  const ids = all.flatMap(({ id }) => (isUsed(id) ? [[id, true] as const] : []));
  PageConfig.setOption("allPlugins", JSON.stringify({ all: Object.fromEntries(ids) }));
  const pluginRegistry = new PluginRegistry<NotebookApp>();
  pluginRegistry.registerPlugins([...plugins]);
  const serviceManager = await pluginRegistry.resolveRequiredService(IServiceManager);
  const app = new NotebookApp({
    pluginRegistry,
    serviceManager,
    mimeExtensions: [...renderers, figures].map((extension) => ({ default: extension })),
  } as NotebookApp.IOptions);
  await app.start({ bubblingKeydown: true });
  await app.restored;
}
