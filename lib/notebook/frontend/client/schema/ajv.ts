import { faultsOf } from "./check.js";
import type { Fault, Schema } from "./types.js";

/** A schema that values are checked by; what it found last stands in `errors`. */
export interface Validate {
  (value: unknown): boolean;
  errors: Fault[] | null;
  readonly schema: Schema | boolean;
}

interface Options {
  /** Whether missing members are filled in with their defaults. */
  readonly useDefaults?: boolean;
  /** Whether all that is wrong is told, not only what comes first. */
  readonly allErrors?: boolean;
}

/**
 * As much of ajv as Jupyter's front end uses, under ajv's names. ajv makes code of a schema, which the page's policy
 * forbids; here schemas are read.
 */
export default class Ajv {
  errors: Fault[] | null = null;
  readonly #options: Options;
  readonly #schemas = new Map<string, Validate>();

  constructor(options: Options = {}) {
    this.#options = options;
  }

  addSchema(schema: Schema, name?: string): this {
    const id = name ?? schema.$id;
    if (typeof id === "string") this.#schemas.set(id, this.compile(schema));
    return this;
  }

  getSchema(name: string): Validate | undefined {
    return this.#schemas.get(name);
  }

  removeSchema(name?: string): this {
    if (name === undefined) this.#schemas.clear();
    else this.#schemas.delete(name);
    return this;
  }

  compile(schema: Schema | boolean): Validate {
    const { useDefaults = false, allErrors = false } = this.#options;
    const known = (name: string): Schema | boolean | undefined => this.#schemas.get(name)?.schema;
    const validate = (value: unknown): boolean => {
      const faults = faultsOf(schema, value, { root: schema, known, defaults: useDefaults, path: "" });
      made.errors = faults.length === 0 ? null : allErrors ? faults : faults.slice(0, 1);
      return faults.length === 0;
    };
    const made: Validate = Object.assign(validate, { errors: null, schema });
    return made;
  }

  /** The schemas are those of installed packages, and tests hold them to the rules. */
  validateSchema(): boolean {
    return true;
  }

  /** Formats are no rules. */
  addFormat(): this {
    return this;
  }

  /** Keywords that are not known are no rules. */
  addKeyword(): this {
    return this;
  }

  addMetaSchema(): this {
    return this;
  }
}
