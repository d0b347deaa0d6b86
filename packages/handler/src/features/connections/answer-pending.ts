// `/start connect-<code>`: where a provider's page led back to the chat. Whose account it is stands there before anybody says
// yes: a link that somebody else began names an account, but never lets it in.
import type { Connection } from '@steward/core';
import { ConnectionFailure } from '../../connections/accounts.ts';
import { givesCalendars } from '../../connections/gives-calendars.ts';
import type { Services } from '../../context/services.ts';
import { callbackData } from '../../telegram/buttons.ts';
import type { FormattedText } from '../../telegram/format/formatted-text.ts';
import { bold, lines, say } from '../../telegram/say.ts';
import type { CommandContext } from '../feature.ts';
import { accountText } from './agenda/missing-lines.ts';
import { nameOf } from './list-connections.ts';
import { tellIsOff } from './ways.ts';

export type PendingDependencies = Pick<Services, 'integrations'>;

/** The actions of the buttons. */
const [YES, NO] = ['connectyes', 'connectno'];

export const showPending = async (
  { integrations }: PendingDependencies,
  context: CommandContext,
  code: string,
): Promise<void> => {
  const { owner, isGroup, reply } = context;
  if (!integrations) return await tellIsOff(context);
  // In a group others could see whose account it is, and tap.
  const pending = isGroup ? undefined : await integrations.linking.pending(owner, code);
  if (!pending) return await reply(say`${OVER}`);
  const name = nameOf(pending.provider, await integrations.accounts.offers());
  await reply(
    lines(
      say`Connect ${bold(name)} of ${accountText(pending.account)}?`,
      '',
      givesCalendars(pending.provider)
        ? 'Then I read what stands in its calendars, and put in events that you confirm.'
        : 'Then notes that you give me can go there.',
      'Say yes only if this is your account, and you have just agreed there yourself.',
    ),
    [
      [
        { text: '✅ Connect', data: callbackData(YES, code) },
        { text: 'No', data: callbackData(NO, code) },
      ],
    ],
  );
};

export const connectTapped = async (
  { integrations }: PendingDependencies,
  { owner, show }: CommandContext,
  [code = '']: string[],
): Promise<void> => {
  try {
    const connected = await integrations?.linking.confirm(owner, code);
    if (!integrations || !connected) return await show(say`${OVER}`);
    const name = nameOf(connected.provider, await integrations.accounts.offers());
    await show(connectedText(name, connected));
  } catch (error) {
    if (!(error instanceof ConnectionFailure)) throw error;
    await show(say`${error.why === 'too-many' ? TOO_MANY : OFF}`);
  }
};

export const refuseTapped = async (
  { integrations }: PendingDependencies,
  { owner, show }: CommandContext,
  [code = '']: string[],
): Promise<void> => {
  await integrations?.linking.refuse(owner, code);
  await show(say`Nothing was connected, and what was allowed is given back.`);
};

const connectedText = (name: string, connected: Connection): FormattedText => {
  const { account, calendars, fault, lastReadAtMs } = connected;
  const head = say`✅ ${bold(name)} of ${accountText(account)} is connected.`;
  if (!givesCalendars(connected.provider))
    return lines(head, '', 'Where your notes go, you choose in the app: /connections leads there.');
  const isRead = lastReadAtMs !== undefined && fault === undefined;
  const count = `${calendars.length} ${calendars.length === 1 ? 'calendar' : 'calendars'}`;
  return lines(
    head,
    isRead ? `I have read ${count}.` : 'I read it now, and then once a day.',
    '',
    '/agenda shows what today brings. What counts as busy, you choose in the app: /connections leads there.',
  );
};

/** Which of them it is, is told to nobody. */
const OVER =
  'This link connects nothing (any more): it is too old, has been answered, or somebody else began it. To connect an account of yours, send /connections.';
const TOO_MANY =
  'Nothing was connected: you have ten connections already, which is as many as I keep. Disconnect one in the app (/connections), then connect again.';
const OFF = 'Nothing was connected: this cannot be connected here just now. Please try again later.';
