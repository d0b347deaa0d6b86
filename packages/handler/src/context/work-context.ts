// What a work is done with: where it speaks, and the claim that makes it happen once.
import type { Claim, FactValue, Profile } from '@steward/core';
import type { MessageSender } from '../telegram/message-sender.ts';
import type { Services } from './services.ts';

export interface WorkContext {
  services: Services;
  /** Begin of every key: the user in a private chat, the group otherwise. Also the chat's id. */
  owner: number;
  /** Fixed at the first try, Unix ms. */
  atMs: number;
  /** As it was when the work was claimed; undefined for a newcomer. */
  profile: Profile | undefined;
  claim: Claim;
  record(facts: Record<string, FactValue | null>): Promise<void>;
  sender: MessageSender;
  /** Aborts shortly before the function's deadline, or when the lease is lost. */
  signal: AbortSignal;
}
