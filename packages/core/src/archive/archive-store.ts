/**
 * Where what is too large for the table rests: `<kind>/<owner>/<id>.json`. Bodies are JSON text in UTF-8; they come and go in
 * pieces of any size, because a conversation may be larger than the memory.
 */
export interface BodyStore {
  /** Writes and returns the path. Writing over a body replaces it; nothing is seen of one that breaks off. */
  write(owner: number, id: string, body: ArchiveBody): Promise<string>;
  read(owner: number, id: string): Promise<ArchiveBody | undefined>;
  /** Removing what is not there is no error. */
  remove(owner: number, id: string): Promise<void>;
  /** Ids of all that lies there for an owner, also of half-finished work. */
  list(owner: number): Promise<string[]>;
}

/** Can be read only once. */
export type ArchiveBody = AsyncIterable<Uint8Array>;

/** Conversations in format 1.0, and the text of documents. */
export type BodyKind = 'archives' | 'files';

/** Archives, by the id of their session. */
export type ArchiveStore = BodyStore;

export const bodyPath = (kind: BodyKind, owner: number, id: string): string => `${kind}/${owner}/${id}.json`;

export const archivePath = (owner: number, sessionId: string): string =>
  bodyPath('archives', owner, sessionId);
