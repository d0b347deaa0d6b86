// A model shows which words of a sentence are the title, the place, who comes and how long: what code has read stays
// where no model is there, or where it points at nothing that stands in the text.
import {
  POINT_AT_EVENT,
  POINTED_EVENT,
  type ReadEvent,
  withPointed,
  wordsToPointAt,
} from '@steward/core/event';
import { type PointContext, type PointDependencies, pointWithModel } from '../../chat/point-with-model.ts';

/** A card must not wait for it: without it, it is right, too. */
const AT_MOST_MS = 8_000;

/** Never throws. */
export const pointAtEvent = async (
  services: PointDependencies,
  context: PointContext,
  read: ReadEvent,
  text: string,
): Promise<ReadEvent> => {
  const words = wordsToPointAt(read, text);
  if (words === undefined) return read;
  const pointed = await pointWithModel(services, context, {
    ...{ action: 'point-at-event', schema: POINTED_EVENT, instruction: POINT_AT_EVENT, text: words },
    atMostMs: AT_MOST_MS,
  });
  return pointed ? withPointed(read, words, pointed) : read;
};
