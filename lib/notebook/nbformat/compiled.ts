import type { JsonObject } from "./types.js";
import { validatorFor } from "./validators.js";

/**
 * Whether a notebook fits the schema as it is. In what is built, the code that ajv makes of the schema stands in place of
 * this module: most notebooks fit, and ajv itself is then not needed.
 */
export const fits = (notebook: JsonObject): boolean => validatorFor(false)("")(notebook) === true;
