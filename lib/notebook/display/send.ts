/** MIME type → content: a string, or an object for JSON types. */
export type Bundle = { readonly [mime: string]: unknown };

/** Shows something in the kernel that runs this. */
type Show = (
  message: { readonly data: Bundle; readonly metadata: object; readonly transient: object },
  update: boolean,
) => void;

/** Where a kernel leaves its function that shows things. */
const SHOW = Symbol.for("tslab-kernel.display");

/**
 * Sends one display message with all its alternatives, so that each front end takes the richest it can draw. Outside a kernel
 * (a script, a test) the plain text is printed instead.
 */
export function send(data: Bundle, metadata: object = {}): void {
  const show: unknown = Reflect.get(globalThis, SHOW);
  if (typeof show === "function") (show as Show)({ data, metadata, transient: {} }, false);
  else if (typeof data["text/plain"] === "string") process.stdout.write(`${data["text/plain"]}\n`);
}
