// The text of a message as the Bot API takes it.
import type { MessageEntity } from 'node-telegram-bot-api';
import type { Below, ButtonRows } from './buttons.ts';
import { type FormattedText, plainText } from './format/formatted-text.ts';

export interface Body {
  text: string;
  entities?: MessageEntity[] | undefined;
}

const NO_PREVIEW = { is_disabled: true };

/** A copy: what Telegram refuses may be changed in it. */
export const bodyOf = (message: FormattedText): Body => ({
  text: message.text,
  entities: message.entities.length > 0 ? message.entities.map((entity) => ({ ...entity })) : undefined,
});

export const content = ({ text, entities }: Body) => ({
  text,
  ...(entities?.length && { entities }),
  link_preview_options: NO_PREVIEW,
});

/** The same for what looks the same. */
export const looksOf = ({ text, entities }: FormattedText, buttons: Below | undefined): string =>
  JSON.stringify([text, entities, buttons ?? []]);

export interface PreviewStep {
  buttons?: ButtonRows | undefined;
  /** How much is read and written anew: the more, the seldomer. */
  weight: number;
}

/** In the place of a message that cannot be deleted. */
export const ABOVE = plainText('(continued above)');
