// Erasing what was deleted. LevelDB keeps the bytes of deleted and overwritten values in its files until it happens to
// compact them, and never drops what a reader may still see.

/** The database below dynalite, of which this is used. */
export interface Database {
  del(key: string): Promise<void>;
  compactRange(start: string, end: string): Promise<void>;
  keys(options: object): Reader;
  values(options: object): Reader;
}

interface Reader extends AsyncIterable<unknown> {
  close(): Promise<void>;
  return?: () => Promise<void>;
}

/** Before and behind every key that dynalite makes. */
const FIRST = '\0';
const LAST = '\xff';
/** What a reader held during the first goes with the second. */
const ROUNDS = 2;

/** Rewrites the database's files without what was deleted. Rejects when the disk does. */
export const eraseDeleted = async (database: Database): Promise<void> => {
  for (let round = 0; round < ROUNDS; round += 1) {
    // The newest file is rewritten only with what overlaps it: these two make it overlap everything.
    await database.del(FIRST);
    await database.del(LAST);
    await database.compactRange(FIRST, LAST);
  }
  // Compacting does not say that it failed; a write after it does.
  await database.del(FIRST);
};

const ITEMS = { gte: 'item-', lt: 'item-\xff' };
const SAID = /^(?:MODEL|MESSAGE|REMINDER)#/;

/** Whether anybody but this owner has conversations or reminders in it. */
export const holdsOthers = async (database: Database, owner: number): Promise<boolean> => {
  for await (const value of database.values(ITEMS)) {
    const { pk, sk } = value as { pk?: { N?: string }; sk?: { S?: string } };
    if (SAID.test(sk?.S ?? '') && pk?.N !== String(owner)) return true;
  }
  return false;
};

const closing = new WeakSet<Database>();

/** dynalite closes its streams by a name that readers do not have: each would hold what it can see for ever. */
export const closeReaders = (database: Database): void => {
  if (closing.has(database)) return;
  closing.add(database);
  for (const name of ['keys', 'values'] as const) {
    const read = database[name].bind(database);
    database[name] = (options) => {
      const reader = read(options);
      reader.return = () => reader.close();
      return reader;
    };
  }
};
