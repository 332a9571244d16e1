import { quote } from "../../nbformat/quote.js";

const LONGEST = 255;
const DEVICES = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)(?:\.|$)/i;

/** Why something is no name that a file here can have, in one sentence; `undefined` where it is one. */
export function nameFault(name: string, platform = process.platform): string | undefined {
  const said = quote(name.length > 60 ? `${name.slice(0, 60)}…` : name);
  if (name === "") return "A path has an empty part.";
  if (name.startsWith(".")) return `The name ${said} begins with a dot; such files are not shown here.`;
  if (/[\\/]/.test(name)) return `The name ${said} holds a slash or backslash.`;
  if (/\p{Cc}/u.test(name)) return `The name ${said} holds a character that cannot be seen.`;
  // A file system takes half of a pair for another character, and finds another file.
  if (/\p{Surrogate}/u.test(name)) return `The name ${said} is not valid Unicode.`;
  if (Buffer.byteLength(name) > LONGEST) return `The name ${said} is longer than ${LONGEST} bytes.`;
  if (platform !== "win32") return undefined;
  if (DEVICES.test(name)) return `The name ${said} is that of a device of Windows.`;
  return /[<>:"|?*]|[. ]$/.test(name)
    ? `The name ${said} holds a character that Windows does not allow there.`
    : undefined;
}

/** `name.ext`, or the first of `name1.ext`, `name2.ext` … that is free; `insert` stands before the number. */
export function freeName(
  name: string,
  taken: (name: string) => boolean,
  insert = "",
  from: 0 | 1 = 0,
): string {
  const dot = name.lastIndexOf(".");
  const [stem, extension] = dot > 0 ? [name.slice(0, dot), name.slice(dot)] : [name, ""];
  for (let number = from; ; number++) {
    const free = number === 0 ? name : `${stem}${insert}${number}${extension}`;
    if (!taken(free)) return free;
  }
}
