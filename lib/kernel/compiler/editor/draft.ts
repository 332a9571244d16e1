import type ts from "typescript";
import type { Cell } from "../cell/cell.js";
import type { Visible } from "../cell/visible.js";

/** A cell that is being written, in a program of its own file and the cells before it. */
export interface Draft {
  readonly cell: Cell;
  readonly file: string;
  readonly visible: ReadonlyMap<string, Visible>;
  readonly service: ts.LanguageService;
}
