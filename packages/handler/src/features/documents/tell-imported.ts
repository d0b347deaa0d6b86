// What an import says: where the conversations are now, how one goes on, and what had to be left out.
import { isArchived, MAX_INSTRUCTIONS, type Session } from '@steward/core';
import type { ImportedSession, LeftOut } from '@steward/core/import';
import type { Services } from '../../context/services.ts';
import { callbackData } from '../../telegram/buttons.ts';
import type { FormattedText } from '../../telegram/format/formatted-text.ts';
import { bold, code, lines, say } from '../../telegram/say.ts';
import type { CommandContext } from '../feature.ts';
import { countOf } from '../sessions/session-page.ts';

export interface Imported {
  /** The most recent first. */
  sessions: ImportedSession[];
  leftOut: LeftOut[];
  /** Of how many conversations the instructions were too long. */
  cutPrompts: number;
  /** A question came with a file that is too long to be read as a whole. */
  isTooLong: boolean;
}

const LISTED = 20;
const NAMED = 5;

export const tellImported = async (
  services: Pick<Services, 'catalogue' | 'model'>,
  { reply }: CommandContext,
  { sessions, leftOut, cutPrompts, isTooLong }: Imported,
): Promise<void> => {
  const [only, ...others] = sessions;
  const left = [...cutLines(cutPrompts), ...leftOutLines(leftOut), ...unaskedLines(isTooLong)];
  if (!only) return reply(lines('I could not import any of the conversations in this file.', ...left));
  if (others.length > 0) return reply(lines(...listOf(sessions), ...left));
  const sentence = only.isNew ? await importedOne(services, only.session) : knownOne(only.session);
  await reply(lines(sentence, ...left), [[continueButton(only.session)]]);
};

const importedOne = async (services: Pick<Services, 'catalogue' | 'model'>, session: Session) => {
  const missing = (await isMissing(services, session.modelName))
    ? ', which is not on the server: choose another one with /model when it goes on'
    : '';
  return say`📥 Imported as session ${bold(session.number)} “${session.title}” with ${countOf(session)}; it is in your archive and uses ${code(session.modelName)}${missing}.`;
};

const knownOne = (session: Session): FormattedText =>
  say`This conversation is here already: session ${bold(session.number)} “${session.title}” with ${countOf(session)}${isArchived(session) ? ', in your archive' : ''}.`;

/** A live one needs no restoring. */
const continueButton = (session: Session) => ({
  text: '▶️ Continue it',
  data: callbackData(isArchived(session) ? 'restore' : 'switch', session.number),
});

const listOf = (sessions: ImportedSession[]): (FormattedText | string)[] => {
  const fresh = sessions.filter(({ isNew }) => isNew);
  const known = sessions.length - fresh.length;
  const shown = fresh.length > 0 ? fresh : sessions;
  const rows = shown
    .slice(0, LISTED)
    .map(({ session }) => say`${bold(session.number)}. ${session.title} · ${countOf(session)}`);
  const more = shown.length > LISTED ? [`… and ${shown.length - LISTED} more in /listarchives.`] : [];
  const first = shown[0]?.session.number ?? 1;
  return [
    fresh.length > 0
      ? say`📥 Imported ${conversations(fresh.length)} into your archive, the most recent first:`
      : say`All ${sessions.length} conversations in this file are here already:`,
    '',
    ...rows,
    ...more,
    '',
    ...(fresh.length > 0 && known > 0 ? [`${conversations(known)} were here already.`] : []),
    say`${code(`/restore ${first}`)} goes on with one of them.`,
  ];
};

const conversations = (count: number): string => (count === 1 ? '1 conversation' : `${count} conversations`);

const cutLines = (count: number): string[] =>
  count === 0
    ? []
    : [
        '',
        `Only the first ${MAX_INSTRUCTIONS} characters of the instructions of ${conversations(count)} are used, as with /system.`,
      ];

const unaskedLines = (isTooLong: boolean): string[] =>
  isTooLong
    ? [
        '',
        "I can't read this file as a whole, so your question is still open: ask it again in the conversation it is about.",
      ]
    : [];

const leftOutLines = (leftOut: LeftOut[]): (FormattedText | string)[] => {
  if (leftOut.length === 0) return [];
  const named = leftOut.slice(0, NAMED).map(({ title, reason }) => say`• “${title}”: ${reason}.`);
  const more = leftOut.length > NAMED ? [`• … and ${leftOut.length - NAMED} more.`] : [];
  return ['', `Left out (${leftOut.length}):`, ...named, ...more];
};

/** An imported conversation keeps the name of its model. False when the server does not say. */
const isMissing = async (
  { catalogue, model }: Pick<Services, 'catalogue' | 'model'>,
  modelName: string,
): Promise<boolean> => {
  try {
    return !(await model.installed()).some(({ name }) => catalogue.isSame(name, modelName));
  } catch {
    return false;
  }
};
