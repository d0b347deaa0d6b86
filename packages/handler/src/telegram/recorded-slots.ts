// Every message of a work has a slot in the facts of its claim: a redelivery sends nothing twice, and leaves alone what an
// earlier try has finished.
import type { Claim, FactChanges } from '@steward/core';
import type { Log } from '../observability/log.ts';
import type { PacedCalls } from './paced-calls.ts';
import { finalOf, intentOf, isIntent, type SendFacts, sentOf } from './send-facts.ts';
import { asStewardError, SendFailure } from './send-failure.ts';
import type { TelegramFault } from './telegram-client.ts';

export interface RecordedSlots {
  /** The message that a slot was recorded to have sent. */
  sentAs(slot: string): number | undefined;
  /** `again` may change what `call` sends, after a refusal. Undefined: whether it was sent stays unknown. */
  sendOnce(
    slot: string,
    call: () => Promise<{ message_id: number }>,
    again: (fault: TelegramFault) => boolean,
    facts?: SendFacts,
  ): Promise<number | undefined>;
  /** Whether the slot's message holds its final content, as far as this try saw. */
  isFinal(slot: string): boolean;
  /** Whether an earlier try left it with this content. */
  wasFinal(slot: string, digest: number): boolean;
  markFinal(slot: string, digest: number): void;
  /** A try that ends here leaves the next one only what is left: an answer in many messages comes to its end. */
  recordFinal(): Promise<void>;
}

export const createRecordedSlots = (deps: {
  claim: Claim<SendFacts>;
  record: (facts: FactChanges<SendFacts>) => Promise<void>;
  calls: PacedCalls;
  log: Log;
}): RecordedSlots => {
  const { claim, record, calls, log } = deps;
  /** Slots whose message holds its final content, by the digest of it. */
  const final = new Map<string, number>();
  /** Slots whose message the table does not know yet. */
  const unrecorded = new Set<string>();
  // By a first try nothing was sent yet: the intents that are there came with the claim, and each counts for one send.
  const intended = new Set(claim.attempt === 1 ? Object.keys(claim.facts).filter(isIntent) : []);

  const sentAs = (slot: string): number | undefined => claim.facts[sentOf(slot)];

  /** From here on this try knows the message, even if it cannot be recorded: it must not send another. */
  const keep = async (slot: string, messageId: number): Promise<number> => {
    claim.facts[sentOf(slot)] = messageId;
    unrecorded.add(slot);
    await record({ [sentOf(slot)]: messageId });
    unrecorded.delete(slot);
    return messageId;
  };

  return {
    sentAs,
    async sendOnce(slot, call, again, facts = {}) {
      const sent = sentAs(slot);
      if (sent !== undefined) return unrecorded.has(slot) ? await keep(slot, sent) : sent;
      const intent = intentOf(slot);
      const tries = intended.delete(intent) ? 0 : (claim.facts[intent] ?? 0);
      if (tries >= 2) {
        log.warn('A send stays unknown', { action: 'send-unknown' });
        return undefined;
      }
      // Before the intent is recorded: a wait that a crash cuts short is no send of unknown fate.
      await calls.waitFor('send');
      if (claim.facts[intent] !== tries + 1) await record({ ...facts, [intent]: tries + 1 });
      const { message_id } = await calls
        .untilDone('send', call, { idempotent: false, again })
        .catch(async (error) => {
          const unknown = error instanceof SendFailure && error.fault.kind === 'unknown';
          if (!unknown) await record({ [intent]: tries || null });
          throw asStewardError(error);
        });
      return await keep(slot, message_id);
    },
    isFinal: (slot) => final.has(slot),
    wasFinal: (slot, digest) => claim.facts[finalOf(slot)] === digest,
    markFinal: (slot, digest) => void final.set(slot, digest),
    async recordFinal() {
      const facts = Object.fromEntries([...final].map(([slot, digest]) => [finalOf(slot), digest]));
      if (final.size > 0) await record(facts).catch(() => {});
    },
  };
};
