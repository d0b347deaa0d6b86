/**
 * Where archives rest: `archives/<owner>/<session_id>.json`. Bodies are JSON text in format 1.0, in UTF-8; they come and go
 * in pieces of any size, because a conversation may be larger than the memory.
 */
export interface ArchiveStore {
  /** Writes and returns the path. Writing over an archive replaces it; nothing is seen of one that breaks off. */
  write(owner: number, sessionId: string, body: ArchiveBody): Promise<string>;
  read(owner: number, sessionId: string): Promise<ArchiveBody | undefined>;
  /** Removing what is not there is no error. */
  remove(owner: number, sessionId: string): Promise<void>;
  /** Session ids of all archives that lie there for an owner, also of half-finished archivings. */
  list(owner: number): Promise<string[]>;
}

/** Can be read only once. */
export type ArchiveBody = AsyncIterable<Uint8Array>;

export const archivePath = (owner: number, sessionId: string): string =>
  `archives/${owner}/${sessionId}.json`;
