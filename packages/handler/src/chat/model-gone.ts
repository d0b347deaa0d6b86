// A session whose model is not on the server any more: says so and offers the others.
import type { Session } from '@steward/core';
import type { Services } from '../services.ts';
import { type ButtonRows, callbackData } from '../telegram/buttons.ts';
import type { FormattedText } from '../telegram/format/formatted-text.ts';
import { code, say } from '../telegram/say.ts';

export const modelGoneMessage = async (
  services: Services,
  session: Session,
  updateId: number,
): Promise<{ message: FormattedText; buttons: ButtonRows }> => {
  const entries = await services.catalogue.entries();
  const others = entries
    .map((entry, index) => ({ ...entry, number: index + 1 }))
    .filter((entry) => entry.installed !== false && entry.name !== session.modelName);
  if (others.length === 0) {
    return {
      message: say`⚠️ The model ${code(session.modelName)} is not on the server, and no other one is installed. The operator can add one: ${code('ollama pull <model>')}`,
      buttons: [[{ text: '🔁 Try again', data: callbackData('retry', updateId) }]],
    };
  }
  return {
    message: say`⚠️ The model ${code(session.modelName)} of session ${session.number} is not on the server any more. Your question is kept. Choose another model, then tap “Try again”:`,
    buttons: [
      ...others.map(({ name, number }) => [
        { text: name, data: callbackData('model', session.number, number) },
      ]),
      [{ text: '🔁 Try again', data: callbackData('retry', updateId) }],
    ],
  };
};
