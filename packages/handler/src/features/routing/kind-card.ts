// A card that asks what something is, or whether it shall be kept as what it seems to be. Nothing is made without a tap; the
// words are kept as a suggestion is, and expire like one: a button holds none of them.
import { type Kind, PROPOSAL } from '@steward/core';
import { type Button, callbackData } from '../../telegram/buttons.ts';
import { say } from '../../telegram/say.ts';
import type { CommandContext } from '../feature.ts';
import { KIND_BUTTONS, KIND_TAP } from '../reminders/kind-buttons.ts';
import { firstLine } from '../reminders/time-in-words.ts';
import type { RoutingDependencies } from './dependencies.ts';
import type { Route, SaidHere } from './route-of.ts';

const SLOT = 'card';

/** `card-<message>-k<Unix seconds, to the base of 36>[x<rule>]`. */
const KEY = /^card-(\d{1,16})-k([0-9a-z]{1,8})(?:x(\d{1,2}))?$/;

export const showKindCard = async (
  { clock, suggestions }: Pick<RoutingDependencies, 'clock' | 'suggestions'>,
  { message, owner, sender }: Pick<CommandContext, 'message' | 'owner' | 'sender'>,
  { text, saidMs }: Pick<SaidHere, 'text' | 'saidMs'>,
  { kind, isSure, rule }: Route,
): Promise<void> => {
  const said = Math.floor(saidMs / 1_000).toString(36);
  const key = `${PROPOSAL}${message.message_id}-k${said}${rule === undefined ? '' : `x${rule}`}`;
  // Before it is shown: a tap finds what it means.
  await suggestions.put({ owner, key, quote: text, atMs: saidMs, state: 'offered', offeredMs: clock.now() });
  const button = (shown: string, what: string): Button => ({
    text: shown,
    data: callbackData(KIND_TAP, key, what),
  });
  const kinds = (other?: Kind) =>
    KIND_BUTTONS.filter((one) => one.kind !== other).map((one) => button(one.text, one.kind));
  const words = firstLine(text);
  if (isSure && (kind === 'task' || kind === 'note'))
    return void (await sender.send(
      SLOT,
      kind === 'task' ? say`☑️ Add to your tasks: «${words}»?` : say`📝 Keep as a note: «${words}»?`,
      [[button(kind === 'task' ? '✅ Add' : '✅ Keep', kind), button('✖ No', 'no')], kinds(kind)],
    ));
  const [event, reminder, ...others] = kinds();
  const rows = [[event, reminder].filter((one) => one !== undefined), others, [button('✖ Nothing', 'no')]];
  await sender.send(SLOT, say`❔ What is this? «${words}»`, rows);
};

/** What the key of such a card says; undefined: it is of another card. */
export const readKindKey = (key: string): { messageId: number; rule?: number } | undefined => {
  const [, messageId, , rule] = KEY.exec(key) ?? [];
  return messageId === undefined
    ? undefined
    : { messageId: Number(messageId), ...(rule !== undefined && { rule: Number(rule) }) };
};
