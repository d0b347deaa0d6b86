/** Where archives rest: `archives/<owner>/<session_id>.json`. Bodies are JSON text in format 1.0. */
export interface ArchiveStore {
  /** Writes and returns the path. Writing the same archive again writes over it. */
  write(owner: number, sessionId: string, body: string): Promise<string>;
  read(owner: number, sessionId: string): Promise<string | undefined>;
  /** Removing what is not there is no error. */
  remove(owner: number, sessionId: string): Promise<void>;
  /** Session ids of all archives that lie there for an owner, also of half-finished archivings. */
  list(owner: number): Promise<string[]>;
}

export const archivePath = (owner: number, sessionId: string): string =>
  `archives/${owner}/${sessionId}.json`;
