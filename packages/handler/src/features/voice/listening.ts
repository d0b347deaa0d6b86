// What a person sees of it: “Listening …” with Stop, in one message that becomes what was heard, or why nothing was.
import type { Services } from '../../context/services.ts';
import type { UpdateContext } from '../../context/update-context.ts';
import { type ButtonRows, callbackData } from '../../telegram/buttons.ts';
import { type FormattedText, plainText } from '../../telegram/format/formatted-text.ts';
import { splitFormatted } from '../../telegram/format/split-formatted.ts';
import { skipPassing } from '../../telegram/send-failure.ts';

export interface Listening {
  /** Shows what is waited for; undefined: the line from before. */
  wait(line: string | undefined): void;
  /** Puts the end into the message, and into further ones where it is long. */
  end(content: FormattedText, buttons?: ButtonRows): Promise<void>;
  /** Shows nothing more; resolves when the last step has ended. */
  close(): Promise<void>;
}

/** What is heard sooner shows nothing of it. */
const SOON_MS = 1_000;
const SLOT = 'heard';
/** Not the slot of “Listening …”: the fate of that send may be unknown for good. */
const FIRST_SLOT = 'heard.1';

/** `line` undefined: nothing is shown before the end. */
export const showListening = (
  { clock }: Pick<Services, 'clock'>,
  { sender, updateId }: UpdateContext,
  /** The recording, and the message with the button that was tapped. */
  { recording, tapped }: { recording: number; tapped: number | undefined },
  line: string | undefined,
): Listening => {
  const ended = new AbortController();
  const stop = [[{ text: '⏹ Stop', data: callbackData('stop', updateId) }]];
  let shown = '';
  let messageId = sender.sentAs(SLOT) ?? sender.sentAs(FIRST_SLOT) ?? tapped;

  const show = async (text: string): Promise<void> => {
    if (messageId === undefined) await clock.sleep(SOON_MS, ended.signal);
    if (ended.signal.aborted || text === shown) return;
    shown = text;
    const step = { buttons: stop, weight: text.length };
    if (messageId !== undefined) return void (await sender.preview(messageId, plainText(text), step));
    try {
      await sender.send(SLOT, plainText(text), stop, undefined, recording);
    } finally {
      messageId = sender.sentAs(SLOT);
    }
  };
  let showing = line === undefined ? Promise.resolve() : show(line).catch(skipPassing);
  // Avoids an unhandled rejection: who ends it gets the error.
  showing.catch(() => {});

  const close = async (): Promise<void> => {
    ended.abort('ended');
    await showing;
  };

  return {
    close,
    wait(other) {
      const text = other ?? line;
      if (text === undefined) return;
      showing = showing.then(() => show(text)).catch(skipPassing);
      showing.catch(() => {});
    },
    async end(content, buttons) {
      await close();
      const pieces = splitFormatted(content);
      for (const [index, piece] of pieces.entries()) {
        const below = index === pieces.length - 1 ? buttons : undefined;
        if (index > 0) await sender.send(`${SLOT}.${index + 1}`, piece, below);
        else if (messageId === undefined) await sender.send(FIRST_SLOT, piece, below, undefined, recording);
        else await sender.edit(SLOT, messageId, piece, below);
      }
    },
  };
};
