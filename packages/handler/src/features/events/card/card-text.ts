// What a card says.
import type { EventDraft } from '@steward/core';
import type { Way } from '../../../events/events.ts';
import { type FormattedText, plainText } from '../../../telegram/format/formatted-text.ts';
import { localText } from '../../../telegram/local-text.ts';
import { bold, lines, say } from '../../../telegram/say.ts';

export interface CardMoment {
  nowMs: number;
  zone: string | undefined;
  way: Way | undefined;
  note: FormattedText | string | undefined;
}

export const cardText = ({ title, time }: EventDraft, { nowMs, note }: CardMoment): FormattedText =>
  lines(
    note,
    say`📅 ${bold(plainText(title).text)}`,
    time && 'startMs' in time ? localText(time.startMs, time.zone, nowMs) : undefined,
  );
