// The smallest JSON value that fits a simple JSON schema: what the demonstration answers to structured output.

export interface Schema {
  [keyword: string]: unknown;
}

/** The schema refers to itself without end or says something that is no schema; carries nothing of its text. */
export class UnfitSchemaError extends Error {
  constructor(reason: string) {
    super(`failed to use the schema in format: ${reason}`);
    this.name = 'UnfitSchemaError';
  }
}

const maxDepth = 32;

/** Throws `UnfitSchemaError`. */
export const jsonForSchema = (schema: unknown): unknown => valueFor(schema, schema, 0);

const valueFor = (schema: unknown, root: unknown, depth: number): unknown => {
  if (depth > maxDepth) throw new UnfitSchemaError('nested too deeply');
  if (schema === true) return null;
  if (!isSchema(schema)) throw new UnfitSchemaError('not an object');
  const inside = (next: unknown) => valueFor(next, root, depth + 1);
  if (typeof schema.$ref === 'string') return inside(resolve(schema.$ref, root));
  if ('const' in schema) return schema.const;
  if (Array.isArray(schema.enum) && schema.enum.length > 0) return schema.enum[0];
  if ('default' in schema) return schema.default;
  const choice = schema.anyOf ?? schema.oneOf;
  if (Array.isArray(choice) && choice.length > 0) return inside({ ...without(schema), ...choice[0] });
  if (Array.isArray(schema.allOf)) return inside(merge(schema, root));
  return ofType(schema, inside);
};

const ofType = (schema: Schema, inside: (next: unknown) => unknown): unknown => {
  const type = Array.isArray(schema.type) ? schema.type[0] : schema.type;
  switch (type ?? impliedType(schema)) {
    case 'object':
      return objectFor(schema, inside);
    case 'array':
      return Array.from({ length: numberOr(schema.minItems, 0) }, (_, index) =>
        inside(itemSchema(schema, index)),
      );
    case 'string':
      return stringFor(schema);
    case 'integer':
      return numberFor(schema, 1);
    case 'number':
      return numberFor(schema, 0.5);
    case 'boolean':
      return false;
    case 'null':
    case undefined:
      return null;
    default:
      throw new UnfitSchemaError('unknown type');
  }
};

const impliedType = (schema: Schema): string | undefined => {
  if (isSchema(schema.properties)) return 'object';
  return schema.items === undefined ? undefined : 'array';
};

const objectFor = (schema: Schema, inside: (next: unknown) => unknown): Record<string, unknown> => {
  const properties = isSchema(schema.properties) ? schema.properties : {};
  const required = Array.isArray(schema.required)
    ? schema.required.filter((name) => typeof name === 'string')
    : [];
  // fromEntries defines own properties, so that a property called __proto__ stays one.
  return Object.fromEntries(
    required.map((name) => [name, inside(Object.hasOwn(properties, name) ? properties[name] : true)]),
  );
};

const itemSchema = (schema: Schema, index: number): unknown => {
  const tuple = schema.prefixItems;
  if (Array.isArray(tuple) && index < tuple.length) return tuple[index];
  return schema.items ?? true;
};

const formats: Record<string, string> = {
  date: '2026-01-01',
  'date-time': '2026-01-01T00:00:00Z',
  time: '00:00:00Z',
  duration: 'PT0S',
  email: 'demo@example.org',
  uri: 'https://example.org',
  uuid: '00000000-0000-4000-8000-000000000000',
  ipv4: '127.0.0.1',
};

const stringFor = (schema: Schema): string => {
  const format = typeof schema.format === 'string' ? formats[schema.format] : undefined;
  const text = format ?? 'demo'.slice(0, numberOr(schema.maxLength, 4));
  return text.padEnd(numberOr(schema.minLength, 0), '.');
};

/** The number nearest to zero within the bounds; `step` is the distance to an excluded bound. */
const numberFor = (schema: Schema, step: number): number => {
  const lowest = bound(schema.minimum, schema.exclusiveMinimum, step);
  const highest = bound(schema.maximum, schema.exclusiveMaximum, -step);
  const multiple = numberOr(schema.multipleOf, step === 1 ? 1 : 0);
  const near = Math.min(Math.max(0, lowest ?? 0), highest ?? Number.MAX_SAFE_INTEGER);
  if (multiple <= 0) return near;
  return (near >= 0 ? Math.ceil(near / multiple) : Math.floor(near / multiple)) * multiple;
};

const bound = (inclusive: unknown, exclusive: unknown, step: number): number | undefined => {
  if (typeof exclusive === 'number') return exclusive + step;
  return typeof inclusive === 'number' ? inclusive : undefined;
};

const merge = (schema: Schema, root: unknown): Schema => {
  const parts = (schema.allOf as unknown[]).map((part) =>
    isSchema(part) && typeof part.$ref === 'string' ? resolve(part.$ref, root) : part,
  );
  const all = [without(schema), ...parts.filter(isSchema)];
  return {
    ...Object.assign({}, ...all),
    properties: Object.assign({}, ...all.map((part) => part.properties)),
    required: all.flatMap((part) => (Array.isArray(part.required) ? part.required : [])),
  };
};

const without = ({ anyOf: _any, oneOf: _one, allOf: _all, ...rest }: Schema): Schema => rest;

const resolve = (reference: string, root: unknown): unknown => {
  if (reference === '#') return root;
  if (!reference.startsWith('#/')) throw new UnfitSchemaError('a reference to another document');
  let found: unknown = root;
  for (const part of reference.slice(2).split('/')) {
    const key = part.replaceAll('~1', '/').replaceAll('~0', '~');
    if (!isSchema(found) || !Object.hasOwn(found, key)) throw new UnfitSchemaError('a reference to nothing');
    found = found[key];
  }
  return found;
};

const isSchema = (value: unknown): value is Schema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const numberOr = (value: unknown, otherwise: number): number =>
  typeof value === 'number' ? value : otherwise;
