import type { Connection } from './connection.ts';

/** A try to get new tokens in place of those of one generation. */
export interface RefreshTry {
  owner: number;
  id: string;
  generation: number;
  /** Random: the same try may repeat what it did when an answer got lost. */
  holder: string;
}

/** All of it, as it is from now on. */
export type Chosen = Pick<Connection, 'calendars' | 'target' | 'targetChosenAtMs'>;

/** What a reading found out. */
export type Noted = Pick<Connection, 'calendars' | 'lastReadAtMs' | 'fault'>;

export interface ConnectionStore {
  /** Strongly consistent. */
  get(owner: number, id: string): Promise<Connection | undefined>;
  list(owner: number): Promise<Connection[]>;
  /** Over what was there: secrets written so have a higher generation than those before. */
  put(connection: Connection): Promise<void>;
  /** From pending to active, and due at once; false when it is none that can be confirmed now. One that is active stays so. */
  confirm(owner: number, id: string, nowMs: number): Promise<boolean>;
  /** Nobody can confirm it from now on, and it is due; false when it is not pending. */
  end(owner: number, id: string, nowMs: number): Promise<boolean>;
  /** In place of what has this generation; false when that is gone or has another one by now. */
  replace(connection: Connection, generation: number): Promise<boolean>;
  /** What the person chose. False when it is gone. */
  choose(owner: number, id: string, chosen: Chosen): Promise<boolean>;
  /**
   * In place of what was noted before. False when it is not active any more, or the person has chosen among its calendars
   * since `read` was read.
   */
  note(read: Connection, noted: Noted): Promise<boolean>;
  /** Due at another time, or never; false when it is not due at `fromMs` any more. */
  moveDue(owner: number, id: string, fromMs: number, toMs: number | undefined): Promise<boolean>;
  remove(owner: number, id: string): Promise<void>;

  /**
   * True for one try at a time, of a connection that is active and still has this generation. Who holds the lease may take
   * it again, for longer or shorter.
   */
  lease(refresh: RefreshTry, nowMs: number, untilMs: number): Promise<boolean>;
  /**
   * New secrets, and the next generation. Only the generation has to be right: tokens that the provider gave to a try
   * that lost its lease meanwhile are the newest there are.
   */
  renew(refresh: RefreshTry, secrets: Pick<Connection, 'sealed' | 'accessEndsAtMs'>): Promise<boolean>;
  /** True for the try alone that holds the lease, also when it asks again. It is due then, so that the person is told. */
  markBroken(refresh: RefreshTry, dueMs: number): Promise<boolean>;
}
