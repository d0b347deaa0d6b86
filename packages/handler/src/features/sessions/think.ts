// /think: whether models that can think before they answer do, and whether their thoughts are shown.
import { activeSession } from '../../chat/active-session.ts';
import type { Services } from '../../context/services.ts';
import type { ButtonRows } from '../../telegram/buttons.ts';
import { callbackData } from '../../telegram/buttons.ts';
import type { FormattedText } from '../../telegram/format/formatted-text.ts';
import { bold, code, say } from '../../telegram/say.ts';
import type { CommandContext } from '../feature.ts';

type Dependencies = Pick<Services, 'catalogue' | 'clock' | 'profiles' | 'sessions'>;

const WAYS = ['off', 'on', 'show'] as const;
type Way = (typeof WAYS)[number];

const isWay = (word: string | undefined): word is Way => WAYS.some((way) => way === word);

export const think = async (
  services: Dependencies,
  context: CommandContext,
  argument: string,
): Promise<void> => {
  const word = argument.toLowerCase();
  if (isWay(word)) await context.reply(await setWay(services, context, word));
  else await context.reply(sayWay(wayOf(context)), buttons(wayOf(context)));
};

export const thinkTapped = async (
  services: Dependencies,
  context: CommandContext,
  [way]: string[],
): Promise<void> => {
  if (isWay(way)) await context.show(await setWay(services, context, way));
};

const wayOf = ({ profile }: CommandContext): Way => profile?.think ?? 'off';

const buttons = (way: Way): ButtonRows => [
  WAYS.filter((other) => other !== way).map((other) => ({
    text: NAMES[other],
    data: callbackData('think', other),
  })),
];

const NAMES: Record<Way, string> = { off: '⚡ Off', on: '🧠 On', show: '🧠 Show thoughts' };

const sayWay = (way: Way): FormattedText => {
  if (way === 'off')
    return say`Models answer at once. With ${code('/think on')} those that can think first, which takes longer; with ${code('/think show')} you read their thoughts, too.`;
  return way === 'on'
    ? say`🧠 Models that can think before they answer do. Their thoughts are not shown: ${code('/think show')} does that, ${code('/think off')} ends it.`
    : say`🧠 Models that can think before they answer do, and you can unfold their thoughts above the answer. They are not kept. ${code('/think off')} ends it.`;
};

/** Not where the model that answers here cannot: nobody shall wait for thoughts that never come. */
const setWay = async (services: Dependencies, context: CommandContext, way: Way): Promise<FormattedText> => {
  const { catalogue, clock, profiles } = services;
  const model = way === 'off' ? undefined : (await activeSession(services, context))?.modelName;
  if (model !== undefined && (await catalogue.can(model, 'thinking')) === false)
    return say`${code(model)} cannot think before it answers. ${bold('/model')} offers the others; ${code('ollama show <model>')} names the capability “thinking” where there is one.`;
  await profiles.update(context.owner, {
    think: way === 'off' ? null : way,
    updatedAtMs: clock.now(),
  });
  return sayWay(way);
};
