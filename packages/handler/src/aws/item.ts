// Items as plain objects: strings, numbers, booleans, lists and maps. Optional attributes are absent, never null.
import type { AttributeValue } from '@aws-sdk/client-dynamodb';

export type Value = string | number | boolean | Value[] | { [name: string]: Value };

/** Attributes by name; undefined ones are left out when they are written. */
export type Values = { [name: string]: Value | undefined };

export const toAttribute = (value: Value): AttributeValue => {
  if (typeof value === 'string') return { S: value };
  if (typeof value === 'number') return { N: String(value) };
  if (typeof value === 'boolean') return { BOOL: value };
  if (Array.isArray(value)) return { L: value.map(toAttribute) };
  return { M: toItem(value) };
};

// `fromEntries` makes own properties of all names, also of `__proto__`.

export const toItem = (values: Values): Record<string, AttributeValue> =>
  Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, toAttribute(value)] as const],
    ),
  );

/** Throws a TypeError for kinds of attributes that are never written here (sets, binaries, null). */
export const fromAttribute = (attribute: AttributeValue): Value => {
  if (attribute.S !== undefined) return attribute.S;
  if (attribute.N !== undefined) return Number(attribute.N);
  if (attribute.BOOL !== undefined) return attribute.BOOL;
  if (attribute.L !== undefined) return attribute.L.map(fromAttribute);
  if (attribute.M !== undefined) return fromItem(attribute.M);
  throw new TypeError(`Not an attribute of ours: ${Object.keys(attribute).join()}`);
};

export const fromItem = (item: Record<string, AttributeValue>): Record<string, Value> =>
  Object.fromEntries(Object.entries(item).map(([name, value]) => [name, fromAttribute(value)]));

/** A value of the domain with the table's names, to any depth: words joined by underscores. */
export const toStoredForm = (value: unknown): Value =>
  renamed(value, (name) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`));

export const fromStoredForm = (value: Value): unknown =>
  renamed(value, (name) => name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase()));

const renamed = (value: unknown, rename: (name: string) => string): Value => {
  if (Array.isArray(value)) return value.map((one) => renamed(one, rename));
  if (typeof value !== 'object' || value === null) return value as Value;
  const named = Object.entries(value).filter(([, one]) => one !== undefined);
  return Object.fromEntries(named.map(([name, one]) => [rename(name), renamed(one, rename)]));
};
