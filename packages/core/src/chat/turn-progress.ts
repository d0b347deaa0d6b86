// How far a turn has come, and what it learns of its model's tokens on the way.
import type { SessionChanges } from '../session/session.ts';
import { calibrate, calibratePicture } from './calibrate.ts';
import type { Context } from './context-window.ts';
import type { TurnEnd, TurnResult } from './turn.ts';

export interface Progress {
  text: string;
  /** All that was written were thoughts. */
  onlyThought?: boolean;
  end: TurnEnd;
  sent: Sent;
  contextStart?: string | null;
  tokenRatio?: number | undefined;
  pictureTokens?: number | undefined;
  firstTextMs?: number;
  generationMs?: number;
  promptTokens?: number | undefined;
  answerTokens?: number | undefined;
}

/** What a person is told of what was sent. */
type Sent = Pick<
  TurnResult,
  'questionCut' | 'documents' | 'picturesGone' | 'picturesLeft' | 'picturesUnseen'
>;

/** `own`: how many pictures came with the question. */
export const sentIn = ({ cut, material, gone, left }: Context, own: number, isSeen: boolean): Sent => ({
  questionCut: cut,
  ...(material && { documents: material.attachments }),
  ...(gone > 0 && { picturesGone: gone }),
  ...(isSeen && left > 0 && { picturesLeft: left }),
  ...(own > 0 && !isSeen && { picturesUnseen: true as const }),
});

/** What is sent at once, made smaller each time it was too much. */
export interface Round {
  number: number;
  shrink: number;
  mostPictures: number;
}

/** Older pictures go first, then words. False where nothing is left that could go. */
export const goSmaller = (round: Round, pictures: number, own: number): boolean => {
  const fewest = Math.min(own, 1);
  if (pictures > fewest) round.mostPictures = Math.max(fewest, Math.floor(pictures / 2));
  else if (round.shrink === 1) round.shrink = 0.6;
  else return false;
  round.number += 1;
  return true;
};

/** Words and pictures are measured apart: one picture would teach that every word costs four times as much. */
export const learn = (progress: Progress, { estimatedTokens, pictures }: Context, measured: number): void => {
  const { tokenRatio = 1 } = progress;
  if (pictures === 0) progress.tokenRatio = calibrate(progress.tokenRatio, estimatedTokens, measured);
  else
    progress.pictureTokens = calibratePicture(progress.pictureTokens, {
      measured,
      words: estimatedTokens * tokenRatio,
      pictures,
    });
};

export const learnedIn = ({ contextStart, tokenRatio, pictureTokens }: Progress): SessionChanges => ({
  ...(contextStart !== undefined && { contextStart }),
  ...(tokenRatio !== undefined && { tokenRatio }),
  ...(pictureTokens !== undefined && { pictureTokens }),
});
