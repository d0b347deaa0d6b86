// Conditional changes of profiles in DynamoDB. Apart from the profiles' own store: no turn needs them.
import type { Profile, ProfileChanges, SettingsStore } from '@steward/core';
import { FIRST_NUMBER } from './dynamodb-profile-store.ts';
import { createDynamoDbTable, type DynamoDbDependencies } from './dynamodb-table.ts';
import type { Value } from './item.ts';
import { profileKey } from './keys.ts';
import { toProfileChange } from './profile-item.ts';
import type { Condition } from './update-expression.ts';

export const createDynamoDbSettingsStore = (dependencies: DynamoDbDependencies): SettingsStore => {
  const table = createDynamoDbTable(dependencies);
  return {
    change(owner, read, changes) {
      const setIfAbsent = { created_at: changes.updatedAtMs, next_number: FIRST_NUMBER };
      const change = { ...toProfileChange(changes), setIfAbsent };
      return table.update(profileKey(owner), change, asRead(read, changes));
    },
  };
};

/** Each attribute of a change, but its time. */
const asRead = (read: Profile | undefined, changes: ProfileChanges): Condition => {
  const { updatedAtMs: _when, ...said } = changes;
  const before = Object.keys(said).map((name) => [name, read?.[name as keyof Profile]]);
  const { set: stored = {} } = toProfileChange(Object.fromEntries(before));
  const { set = {}, remove = [] } = toProfileChange(said);
  return hasStill([...Object.keys(set), ...remove].map((name) => [name, stored[name]]));
};

/** Undefined: absent. Leaf by leaf: not every server of this API compares maps and lists by what they hold. */
const hasStill = (read: [name: string, value: Value | undefined][]): Condition => {
  const names: Record<`#${string}`, string> = {};
  const values: Record<`:${string}`, Value> = {};
  let count = 0;
  const alias = (name: string): string => {
    const key = `#r${count++}` as const;
    names[key] = name;
    return key;
  };
  const bind = (value: Value): string => {
    const key = `:r${count++}` as const;
    values[key] = value;
    return key;
  };
  const equals = (path: string, value: Value): string[] => {
    if (typeof value !== 'object') return [`${path} = ${bind(value)}`];
    const parts: [step: string, part: Value][] = Array.isArray(value)
      ? value.map((one, index) => [`[${index}]`, one])
      : Object.entries(value).map(([name, one]) => [`.${alias(name)}`, one]);
    const isAsLong = `size(${path}) = ${bind(parts.length)}`;
    return [isAsLong, ...parts.flatMap(([step, part]) => equals(path + step, part))];
  };
  const conditions = read.flatMap(([name, value]) =>
    value === undefined ? [`attribute_not_exists(${alias(name)})`] : equals(alias(name), value),
  );
  return { expression: conditions.join(' AND '), names, values };
};
