// A tap on a card, as its handlers get it.
import type { EventDraft } from '@steward/core';
import type { CommandContext } from '../../feature.ts';
import type { EventDependencies } from '../dependencies.ts';

export interface CardTap {
  /** As it is stored: whether it is still the one that was tapped is for the handler to judge. */
  draft: EventDraft;
  /** Of the card that was tapped. */
  revision: number;
  arg: string;
}

export type TapHandler = (
  services: EventDependencies,
  context: CommandContext,
  tap: CardTap,
) => Promise<void>;
