// One deed of a person (a question, a command, a tap) from its first update to its last outcome: where the worker is to
// die in it, and what became of its sends.
import { isGrowingSlot } from '@steward/handler/testing';
import type { Phase } from './gate.ts';
import type { Step } from './name-step.ts';

/** Where a worker is to die: at the nth such step of a call, or at a moment. */
export type Kill = { step: string; phase: Phase; nth: number } | { afterMs: number };

/** What is known of one message the bot has to send. */
export interface Slot {
  /** Recorded intents. */
  tries: number;
  /** How often Telegram took it. */
  accepted: number;
  recorded: boolean;
}

export interface Deed {
  kind: string;
  /** Its updates, as Telegram numbered them, or the work that the table asked for. */
  updates: string[];
  /** Still to come, in this order: one for each delivery. */
  kills: Kill[];
  slots: Map<string, Slot>;
  /** Where workers died in it. */
  died: string[];
  /** Sends that the rules forbid. */
  broken: string[];
}

export const createDeed = (kind: string, kills: Kill[]): Deed => ({
  kind,
  updates: [],
  kills,
  slots: new Map(),
  died: [],
  broken: [],
});

const SENDS = new Set(['send placeholder', 'send text', 'send file']);

/** Keeps account of intents, sends and records, as the world saw them. */
export const noteStep = (deed: Deed, { name, intents }: Step, status: number): void => {
  if (status >= 300) return;
  for (const [slot, tries] of intents) {
    const known = deed.slots.get(slot);
    // A claim brings an intent only where there is none yet.
    if (known && name === 'claim') continue;
    deed.slots.set(slot, { tries, accepted: known?.accepted ?? 0, recorded: known?.recorded ?? false });
  }
  for (const [, sent = ''] of name.matchAll(/ sent\.(\S+)/g)) {
    const slot = deed.slots.get(sent);
    if (slot) deed.slots.set(sent, { ...slot, recorded: true });
  }
  if (SENDS.has(name)) noteSend(deed, name);
};

/** An answer grows in a slot of its own; of the others, the one whose intent came last is sent. */
const noteSend = (deed: Deed, step: string): void => {
  const open = [...deed.slots].filter(
    ([name, { recorded }]) => !recorded && isGrowingSlot(name) === (step === 'send placeholder'),
  );
  const [name, slot] = open.at(-1) ?? [];
  if (name === undefined || slot === undefined)
    return void deed.broken.push(`${step} without a recorded intent, or after its record`);
  deed.slots.set(name, { ...slot, accepted: slot.accepted + 1 });
  if (slot.accepted >= 2) deed.broken.push(`${name} was sent ${slot.accepted + 1} times`);
};
