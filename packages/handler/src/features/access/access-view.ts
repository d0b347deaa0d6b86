// What the owner is shown of who is let in. A name is foreign text: as code nothing in it becomes a link or a command.
import { type AccessList, type Allowed, beginningOf, type KnownChat, type Standing } from '@steward/core';
import { type Button, type ButtonRows, callbackData } from '../../telegram/buttons.ts';
import type { FormattedText } from '../../telegram/format/formatted-text.ts';
import { bold, code, lines, say } from '../../telegram/say.ts';

/** Where a button stands: its tap shows the same again. */
export type Place = 'card' | 'list';

const SHOWN = 20;
const RANK: Record<Standing, number> = { asked: 0, in: 1, blocked: 2 };
const MARKS: Record<Standing, string> = { asked: '❔', in: '✅', blocked: '🚫' };

export const nameOf = ({ id, name }: Pick<KnownChat, 'id' | 'name'>): FormattedText => {
  const who = id < 0 ? 'the group' : '';
  const named = name === undefined ? code(String(id)) : say`${code(name)} (id ${code(String(id))})`;
  return who === '' ? named : say`${who} ${named}`;
};

const buttonOf = (kind: 'allow' | 'block', id: number, place: Place, label: string): Button => ({
  text: kind === 'allow' ? `✅ ${label}` : `🚫 ${label}`,
  data: callbackData('access', kind, id, place),
});

/** The question whether a chat is to be let in. */
export const cardOf = (chat: KnownChat): { text: FormattedText; buttons: ButtonRows } => {
  const { id, standing } = chat;
  const allow = buttonOf('allow', id, 'card', 'Allow');
  const block = buttonOf('block', id, 'card', 'Block');
  const whole = id < 0 ? ' Everybody in it can then use me there.' : '';
  if (standing === 'in') return { text: say`✅ ${nameOf(chat)} may use me.`, buttons: [[block]] };
  if (standing === 'blocked')
    return { text: say`🚫 ${nameOf(chat)} is blocked and hears nothing from me.`, buttons: [[allow]] };
  return { text: say`🔔 May ${nameOf(chat)} use me?${whole}`, buttons: [[allow, block]] };
};

export const listOf = (list: AccessList, allowed: Allowed): { text: FormattedText; buttons: ButtonRows } => {
  const chats = [...list.chats].sort((a, b) => RANK[a.standing] - RANK[b.standing] || b.atMs - a.atMs);
  const shown = chats.slice(0, SHOWN);
  const more = chats.length - shown.length;
  const text = lines(
    bold('Who may use me'),
    '',
    say`👤 You, my owner`,
    ...shown.map((chat) => say`${MARKS[chat.standing]} ${nameOf(chat)}`),
    more > 0 ? say`… and ${more} more` : undefined,
    configured(allowed),
    list.others > 0
      ? say`${list.others} more asked without a card: I show you three a day and count the rest.`
      : undefined,
    '',
    say`By id, also for who is not shown: ${code('/access allow 123')} or ${code('/access block 123')}. What they may use in a day: /people.`,
  );
  return { text, buttons: shown.map(rowOf) };
};

const rowOf = ({ id, name = String(id), standing }: KnownChat): Button[] => {
  const label = beginningOf(name, 24);
  const allow = buttonOf('allow', id, 'list', label);
  const block = buttonOf('block', id, 'list', label);
  if (standing === 'asked') return [allow, block];
  return [standing === 'in' ? block : allow];
};

const configured = (allowed: Allowed): FormattedText | undefined => {
  if (allowed === 'everyone') return say`🌍 Everyone else as well: ALLOWED_USER_IDS says so.`;
  if (allowed.size === 0) return undefined;
  return say`⚙️ And the ${allowed.size} ids in ALLOWED_USER_IDS, which change with the configuration only.`;
};
