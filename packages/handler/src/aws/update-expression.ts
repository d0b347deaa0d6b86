// Update expressions from plain objects. Names are aliased, because many of ours are reserved words.
import type { UpdateItemCommandInput } from '@aws-sdk/client-dynamodb';
import { toItem, type Value, type Values } from './item.ts';

export interface Change {
  set?: Values;
  /** Only where the attribute is absent. */
  setIfAbsent?: Values;
  /** Adds `by`; an absent attribute counts as `from`. */
  count?: Record<string, { from: number; by: number }>;
  remove?: string[];
}

export interface Condition {
  /** In DynamoDB's own words; reserved names are written `#name` and listed in `names`. */
  expression: string;
  values?: Record<`:${string}`, Value>;
  names?: Record<`#${string}`, string>;
}

type Expressions = Pick<
  UpdateItemCommandInput,
  'UpdateExpression' | 'ConditionExpression' | 'ExpressionAttributeNames' | 'ExpressionAttributeValues'
>;

export const toConditionInput = ({
  expression,
  values = {},
  names = {},
}: Partial<Condition>): Expressions => ({
  ...(expression !== undefined && { ConditionExpression: expression }),
  ...(!isEmpty(names) && { ExpressionAttributeNames: names }),
  ...(!isEmpty(values) && { ExpressionAttributeValues: toItem(values) }),
});

export const toUpdateInput = (change: Change, condition?: Condition): Expressions => {
  const names: Record<string, string> = { ...condition?.names };
  const values: Record<string, Value> = { ...condition?.values };
  let count = 0;
  const alias = (name: string): string => {
    const key = `#a${count++}`;
    names[key] = name;
    return key;
  };
  const bind = (value: Value): string => {
    const key = `:a${count++}`;
    values[key] = value;
    return key;
  };
  const sets: string[] = [];
  for (const [name, value] of Object.entries(change.set ?? {})) {
    if (value !== undefined) sets.push(`${alias(name)} = ${bind(value)}`);
  }
  for (const [name, value] of Object.entries(change.setIfAbsent ?? {})) {
    if (value === undefined) continue;
    const key = alias(name);
    sets.push(`${key} = if_not_exists(${key}, ${bind(value)})`);
  }
  for (const [name, { from, by }] of Object.entries(change.count ?? {})) {
    const key = alias(name);
    sets.push(`${key} = if_not_exists(${key}, ${bind(from)}) + ${bind(by)}`);
  }
  const removes = (change.remove ?? []).map(alias);
  const clauses = [
    ...(sets.length > 0 ? [`SET ${sets.join(', ')}`] : []),
    ...(removes.length > 0 ? [`REMOVE ${removes.join(', ')}`] : []),
  ];
  return {
    ...toConditionInput({ ...condition, names, values }),
    ...(clauses.length > 0 && { UpdateExpression: clauses.join(' ') }),
  };
};

/** Changes as the ports take them, under the names of the table: `null` removes, undefined leaves alone. */
export const toChange = (changes: {
  [name: string]: Value | null | undefined;
}): Required<Pick<Change, 'set' | 'remove'>> => {
  const set: Values = {};
  const remove: string[] = [];
  for (const [name, value] of Object.entries(changes)) {
    if (value === null) remove.push(name);
    else if (value !== undefined) set[name] = value;
  }
  return { set, remove };
};

const isEmpty = (record: object): boolean => Object.keys(record).length === 0;
