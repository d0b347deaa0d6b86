// What is recorded of the messages of a work, so that a second try knows what the first one sent.
import { createHash } from 'node:crypto';

export type SendFacts = {
  /** How often a slot was tried to be sent. */
  [intent: `try.${string}`]: number;
  /** The id of the message that a slot was sent as. */
  [sent: `sent.${string}`]: number;
  /** Where in the stored answer its message with this number begins. */
  [cut: `cut.${number}`]: number;
  /** That a slot's message holds this final content: its digest. Recorded where a try ends behind it. */
  [final: `final.${string}`]: number;
};

export const intentOf = (slot: string) => `try.${slot}` as const;
export const finalOf = (slot: string) => `final.${slot}` as const;
export const sentOf = (slot: string) => `sent.${slot}` as const;

export const isIntent = (fact: string): boolean => fact.startsWith(intentOf(''));

/** Of what a message looks like. */
export const digestOf = (looks: string): number =>
  createHash('sha256').update(looks).digest().readUIntBE(0, 6);
