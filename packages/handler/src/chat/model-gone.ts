// A session whose model is not on the server any more: says so and offers the others.
import type { Session } from '@steward/core';
import type { Services } from '../context/services.ts';
import type { Button, ButtonRows } from '../telegram/buttons.ts';
import type { FormattedText } from '../telegram/format/formatted-text.ts';
import { code, say } from '../telegram/say.ts';
import { modelButtons } from './model-list.ts';

export const modelGoneMessage = async (
  { catalogue }: Pick<Services, 'catalogue'>,
  session: Session,
  retry: Button,
): Promise<{ message: FormattedText; buttons: ButtonRows }> => {
  const entries = await catalogue.entries();
  const others = entries.filter(({ name }) => !catalogue.isSame(name, session.modelName));
  const offered = modelButtons(others, 'model', session.number);
  const gone = say`⚠️ The model ${code(session.modelName)} of session ${session.number} is not on the server any more`;
  return {
    message:
      offered.length === 0
        ? say`${gone}, and no other one is installed. Your question is kept. Whoever runs the server can add the model with ${code(`ollama pull ${session.modelName}`)}; then tap “Try again”.`
        : say`${gone}. Your question is kept: choose another model, then tap “Try again”.`,
    buttons: [...offered, [retry]],
  };
};
