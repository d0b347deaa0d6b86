// What a work is done with: where it speaks, and the claim that makes it happen once.
import type { Claim, FactChanges, Profile } from '@steward/core';
import type { Log } from '../observability/log.ts';
import type { MessageSender } from '../telegram/message-sender.ts';
import type { SendFacts } from '../telegram/send-facts.ts';

/** `F`: what is recorded of this kind of work. */
export interface WorkContext<F extends SendFacts = SendFacts> {
  /** First part of every key: the user in a private chat, the group otherwise. Also the chat's id. */
  owner: number;
  /** Fixed at the first try, Unix ms. */
  atMs: number;
  /** When the queue took what asks for it, Unix ms. */
  queuedMs: number;
  /** As it was when the work was claimed; undefined for a newcomer. */
  profile: Profile | undefined;
  claim: Claim<F>;
  record(facts: FactChanges<F>): Promise<void>;
  sender: MessageSender;
  /** Adds to every line which work it is about. */
  log: Log;
  /** Aborts shortly before the function's deadline, or when the lease is lost. */
  signal: AbortSignal;
}
