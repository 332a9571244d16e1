import { KERNEL_NAME } from "tslab-kernel";
import type { JsonObject } from "../../nbformat/types.js";
import { HttpError } from "../route.js";

/** A kind of kernel that can be started. */
export interface Spec {
  readonly name: string;
  readonly title: string;
  readonly language: "typescript" | "javascript";
  /** Colour of its picture. */
  readonly colour: string;
}

const SPECS: readonly Spec[] = [
  { name: KERNEL_NAME, title: "TypeScript (tslab-notebook)", language: "typescript", colour: "#0b5c66" },
  {
    name: `${KERNEL_NAME}-javascript`,
    title: "JavaScript (tslab-notebook)",
    language: "javascript",
    colour: "#7a5b00",
  },
];

const LOGO = "logo-svg.svg";

/**
 * The kind of kernel of that name; the project's own where none is named.
 * @throws HttpError 400 where there is none of that name.
 */
export function specOf(name: string = KERNEL_NAME): Spec {
  const spec = SPECS.find((one) => one.name === name);
  if (spec) return spec;
  const known = SPECS.map((one) => `"${one.name}"`).join(" and ");
  throw new HttpError(
    400,
    `There is no kernel ${JSON.stringify(name)}, only ${known}. Choose one of them from the Kernel menu.`,
  );
}

/**
 * How a notebook in a language names its kernel; one that does not say gets the project's own. `undefined` where no
 * kernel here runs the language.
 */
export function kernelspecFor(language: string = "typescript"): JsonObject | undefined {
  const spec = SPECS.find((one) => one.language === language);
  return spec && kernelspecOf(spec);
}

/** A kind of kernel as notebooks name it; the project's own unless given. */
export function kernelspecOf({ name, title, language }: Spec = specOf()): JsonObject {
  return { display_name: title, language, name };
}

/** All kinds of kernels, as Jupyter's front end asks for them. */
export function specsModel(): JsonObject {
  return {
    default: KERNEL_NAME,
    kernelspecs: Object.fromEntries(SPECS.map((spec) => [spec.name, specModel(spec)])),
  };
}

/** One kind of kernel, in the same form. */
export function specModel({ name, title, language }: Spec): JsonObject {
  return {
    name,
    spec: {
      // Who starts kernels is this server: a command line would tell only where it is installed.
      argv: [],
      display_name: title,
      language,
      interrupt_mode: "message",
      env: {},
      metadata: {},
    },
    resources: { "logo-svg": `/kernelspecs/${name}/${LOGO}` },
  };
}

/**
 * The picture of a kernel: bars between angle brackets.
 * @throws HttpError 404 for any other file.
 */
export function specLogo(name: string, file: string): string {
  const spec = SPECS.find((one) => one.name === name);
  if (spec === undefined || file !== LOGO) throw new HttpError(404, "Not found.");
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64">`,
    `<rect width="64" height="64" rx="14" fill="${spec.colour}"/>`,
    `<path d="M18 18 6 32l12 14M46 18l12 14-12 14" fill="none" stroke="#fff" stroke-width="5" stroke-linecap="round" stroke-linejoin="round"/>`,
    `<path d="M25 46V34M32 46V26M39 46V18" stroke="#fff" stroke-width="5" stroke-linecap="round"/>`,
    `</svg>`,
  ].join("");
}
