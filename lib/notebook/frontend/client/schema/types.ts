/** A JSON Schema, as far as settings and forms use it. */
export interface Schema {
  readonly [keyword: string]: unknown;
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly default?: unknown;
  readonly properties?: { readonly [name: string]: Schema | boolean };
  readonly patternProperties?: { readonly [pattern: string]: Schema | boolean };
  readonly additionalProperties?: Schema | boolean;
  readonly required?: readonly string[];
  readonly items?: Schema | boolean | readonly (Schema | boolean)[];
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly uniqueItems?: boolean;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
  readonly multipleOf?: number;
  readonly allOf?: readonly (Schema | boolean)[];
  readonly anyOf?: readonly (Schema | boolean)[];
  readonly oneOf?: readonly (Schema | boolean)[];
  readonly not?: Schema | boolean;
  readonly if?: Schema | boolean;
  readonly then?: Schema | boolean;
  readonly else?: Schema | boolean;
}

/** One thing that is wrong, in the form in which ajv says it. */
export interface Fault {
  /** Where in the value, as a JSON pointer. */
  readonly instancePath: string;
  readonly schemaPath: string;
  readonly keyword: string;
  readonly params: object;
  readonly message: string;
}

/** What a check knows beside schema and value. */
export interface Checked {
  /** The schema that references without a name lead into. */
  readonly root: Schema | boolean;
  readonly known: (name: string) => Schema | boolean | undefined;
  /** Whether missing members are filled in. */
  readonly defaults: boolean;
  /** Where the value stands, as a JSON pointer. */
  readonly path: string;
}
