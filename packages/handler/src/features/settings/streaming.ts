// /streaming: how an answer grows in this chat.
import { beginningOf } from '@steward/core';
import { streamingOf } from '../../chat/streaming-mode.ts';
import type { Services, StreamingMode } from '../../context/services.ts';
import { type ButtonRows, callbackData } from '../../telegram/buttons.ts';
import { code, say } from '../../telegram/say.ts';
import type { CommandContext } from '../feature.ts';

type Dependencies = Pick<Services, 'clock' | 'config' | 'profiles'>;

const WORDS: readonly (readonly [RegExp, StreamingMode | undefined])[] = [
  [/^(?:edit|edits|message|on)$/i, 'edit'],
  [/^(?:draft|drafts)$/i, 'draft'],
  [/^(?:off|whole|once|none)$/i, 'off'],
  [/^(?:usual|default|reset)$/i, undefined],
];

export const streaming = async (
  services: Dependencies,
  context: CommandContext,
  typed: string,
): Promise<void> => {
  if (typed === '') return await show(services, context, context.profile?.streaming);
  const meant = WORDS.find(([words]) => words.test(typed));
  if (meant) return await setStreaming(services, context, meant[1]);
  await context.reply(
    say`I do not know “${beginningOf(typed, 60)}”, so nothing was changed. Send ${code('/streaming edit')} for a message that grows, ${code('/streaming draft')} for a draft that grows, ${code('/streaming off')} for answers that come whole, or ${code('/streaming usual')}.`,
  );
};

/** `streaming:<way>`, or `streaming:usual`. */
export const streamingTapped = async (
  services: Dependencies,
  context: CommandContext,
  [way = '']: string[],
): Promise<void> => {
  const meant = WORDS.find(([words]) => words.test(way));
  if (meant) await setStreaming(services, context, meant[1]);
};

const setStreaming = async (
  services: Dependencies,
  context: CommandContext,
  way: StreamingMode | undefined,
): Promise<void> => {
  if (way === 'draft' && context.isGroup)
    return await context.reply(
      say`Drafts grow in private chats only, so nothing was changed. Here it is ${code('/streaming edit')} or ${code('/streaming off')}.`,
    );
  const { clock, profiles } = services;
  await profiles.update(context.owner, { streaming: way ?? null, updatedAtMs: clock.now() });
  await show(services, context, way);
};

const show = async (
  services: Dependencies,
  context: CommandContext,
  chosen: StreamingMode | undefined,
): Promise<void> => {
  const way = streamingOf(services, context, chosen);
  const others = (['edit', 'draft', 'off'] as const).filter(
    (other) => other !== way && !(other === 'draft' && context.isGroup),
  );
  const buttons: ButtonRows = [
    others.map((other) => ({ text: BUTTONS[other], data: callbackData('streaming', other) })),
    ...(chosen === undefined ? [] : [[{ text: 'As usual', data: callbackData('streaming', 'usual') }]]),
  ];
  await context.show(say`${SENTENCES[way]}${chosen === undefined ? ' This is the usual way.' : ''}`, buttons);
};

const BUTTONS: Record<StreamingMode, string> = {
  edit: 'A message that grows',
  draft: 'A draft that grows',
  off: 'Once, whole',
};

const SENTENCES: Record<StreamingMode, string> = {
  edit: '✍️ An answer is a message that grows while it is written.',
  draft: '✍️ An answer grows as a draft, and becomes a message when it is whole.',
  off: '✍️ An answer is sent once, when it is whole.',
};
