// What the worker does has an id, its own within its owner: `u7` for update 7; others have a letter of their kind.

type Letter =
  | 'a'
  | 'b'
  | 'c'
  | 'd'
  | 'e'
  | 'f'
  | 'g'
  | 'h'
  | 'i'
  | 'j'
  | 'k'
  | 'l'
  | 'm'
  | 'n'
  | 'o'
  | 'p'
  | 'q'
  | 'r'
  | 's'
  | 't'
  | 'u'
  | 'v'
  | 'w'
  | 'x'
  | 'y'
  | 'z';

/** `u<update id>`: an update of Telegram. */
export type UpdateWorkId = `u${number}`;

/** The letter of its kind, then what tells it from others of that kind, e.g. `r5@<due, Unix ms>`. */
export type WorkId = UpdateWorkId | `${Letter}${string}`;

export const workOfUpdate = (updateId: number): UpdateWorkId => `u${updateId}`;

const UPDATE = /^u(\d+)$/;

/** What names a work in a stored key. Updates were stored before there were other works, and keep their bare number. */
export const storedNameOf = (id: WorkId): string => UPDATE.exec(id)?.[1] ?? id;
