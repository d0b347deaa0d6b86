// The buttons of a card. What nobody does yet is not offered.
import type { EventDraft } from '@steward/core';
import { type Button, type ButtonRows, callbackData } from '../../../telegram/buttons.ts';
import { isTappable } from './tap-names.ts';

/** `ev:<draft id>:<revision>:<what>[:<arg>]`. */
export const cardButton = (
  { id, revision }: Pick<EventDraft, 'id' | 'revision'>,
  text: string,
  what: string,
  ...arg: string[]
): Button => ({ text, data: callbackData('ev', id, revision, what, ...arg) });

export const buttonsOf = (draft: EventDraft): ButtonRows => {
  const button = (text: string, what: string, ...arg: string[]) =>
    isTappable(what) ? [cardButton(draft, text, what, ...arg)] : [];
  const isWhole = draft.time !== undefined && draft.title !== '';
  return [
    [...(isWhole ? button('✅ Create', 'make') : []), ...button('✏️ Edit', 'edit')],
    isWhole ? button('📄 .ics', 'ics') : [],
    [
      ...button('⏰ Reminder', 'as', 'reminder'),
      ...button('☑️ Task', 'as', 'task'),
      ...button('📝 Note', 'as', 'note'),
    ],
    button('✖ Cancel', 'no'),
  ].filter((row) => row.length > 0);
};
