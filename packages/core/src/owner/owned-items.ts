// What lies in an owner's part of the table: each kind of items is declared beside the type it stores, and brought by a
// feature. Moving a group and /forget know nothing but these declarations.

/** Attributes carry the domain's names; a store that names them otherwise translates. */
export interface OwnedItems {
  /** How their sort keys begin; an item that there is once has its whole key here. */
  prefix: string;
  /** When a group becomes a supergroup. */
  move: Move;
  /** By `/forget`: an object names the attributes of a single item that stay. What nobody declared is removed. */
  forget: 'remove' | 'leave' | { keeps: readonly string[] };
  /** Attributes that name the owner, changed by a move: its id, or a path with the id as a folder. */
  namesOwner?: readonly string[];
  /** Hash keys of indexes, which end with the owner's shard: a move puts them into the new owner's. */
  shards?: readonly string[];
}

export type Move =
  /** They stay behind. */
  | 'leave'
  /** What the new owner has already stays. */
  | 'copy'
  /** A single item, attribute by attribute: what the new owner has already stays; a counter takes the higher value. */
  | 'merge'
  | Renumber
  /** Before the item of that prefix they belong to: its id follows their own prefix. */
  | { with: string };

/** One by one, each whole before it shows. A number is never given twice: where both owners have it, what moves in keeps it. */
export interface Renumber {
  /** Attribute that names the item for what moves `with` it. */
  id: string;
  /** Attribute with the number, and the counter that gives it: an attribute of a single item that is merged. */
  number: string;
  counter: { item: string; attribute: string };
  /** Their keys are prefix and number: a new number is a new key. What lies below (`<key>#…`) goes with them. */
  inKey?: true;
}

/** The declared kind of a sort key. */
export const kindOf = (items: readonly OwnedItems[], sk: string): OwnedItems | undefined =>
  items.find(({ prefix }) => (prefix.endsWith('#') ? sk.startsWith(prefix) : sk === prefix));

export type Renumbered = OwnedItems & { move: Renumber };

export const renumbered = (items: readonly OwnedItems[]): Renumbered[] =>
  items.filter((kind): kind is Renumbered => typeof kind.move === 'object' && 'counter' in kind.move);

/** Whether an item has the number that it says, and does not lie below one that has it. */
export const isNumbered = ({ prefix, move }: Renumbered, sk: string, number: unknown): boolean =>
  move.inKey === undefined || sk === `${prefix}${number}`;

export const merged = (items: readonly OwnedItems[]): OwnedItems[] =>
  items.filter(({ move }) => move === 'merge');

export const copied = (items: readonly OwnedItems[]): OwnedItems[] =>
  items.filter(({ move }) => move === 'copy');

/** What moves with an item of that prefix. */
export const movedWith = (items: readonly OwnedItems[], prefix: string): OwnedItems[] =>
  items.filter(({ move }) => typeof move === 'object' && 'with' in move && move.with === prefix);

/** What an attribute that names the owner says after a move. */
export const namedAnew = (value: unknown, from: number, to: number): unknown => {
  if (value === from) return to;
  return typeof value === 'string' ? value.replace(`/${from}/`, `/${to}/`) : value;
};
