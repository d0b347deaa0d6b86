// A person's chat with the bot: what they write, and what stands there afterwards.
import type { EmulatedMessage, TelegramEmulator } from '@steward/telegram-emulator/testing';

export interface Chat {
  id: number;
  says(text: string): void;
  sends(fileName: string, text: string): void;
  /** Taps the newest button that says so. */
  taps(label: string): void;
  /** The bot's messages, oldest first. */
  messages(): EmulatedMessage[];
  /** The text of a document the bot sent. */
  fileOf(message: EmulatedMessage): string;
}

export const openChat = (emulator: TelegramEmulator, name: string): Chat => {
  const { id } = emulator.addUser({ first_name: name, language_code: 'en' });
  const messages = () => emulator.history(id).filter(({ from }) => from?.id === emulator.bot.id);
  return {
    id,
    messages,
    says: (text) => void emulator.sendText(id, id, text),
    sends: (fileName, text) =>
      void emulator.sendDocument(id, id, {
        fileName,
        mimeType: 'application/json',
        bytes: Buffer.from(text),
      }),
    taps(label) {
      for (const message of messages().toReversed()) {
        const button = buttonsOf(message).find(({ text }) => text.includes(label));
        if (button?.callback_data === undefined) continue;
        void emulator.tap(id, id, message.message_id, button.callback_data);
        return;
      }
      throw new Error(`There is no button ${label}`);
    },
    fileOf: ({ document }) => Buffer.from(emulator.file(document?.file_id ?? '')?.bytes ?? []).toString(),
  };
};

const buttonsOf = (message: EmulatedMessage) => message.reply_markup?.inline_keyboard?.flat() ?? [];

/** An answer that still grows, or that a lost placeholder left behind. */
export const isGrowing = (message: EmulatedMessage): boolean =>
  buttonsOf(message).some(({ callback_data: data = '' }) => data.startsWith('stop:'));

export const textOf = ({ text, caption }: EmulatedMessage): string => text ?? caption ?? '';
