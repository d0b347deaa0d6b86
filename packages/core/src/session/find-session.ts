// Finding a conversation by the number people use.
import type { Session, SessionStore } from './session.ts';

/** The owner's conversation with this number, live or archived. */
export const findByNumber = async (
  sessions: SessionStore,
  owner: number,
  number: number,
): Promise<Session | undefined> => (await sessions.list(owner)).find((session) => session.number === number);
