// The pictures of a conversation, as a turn asks for them. Who reads them is loaded when there are some.
import { type Message, type Picture, type PictureSource, picturesOf } from '@steward/core';
import type { Services } from '../context/services.ts';
import { WHAT_IS_THIS } from './question-pictures.ts';
import type { PictureDependencies } from './read-picture.ts';

/** The last questions whose pictures a model that sees is shown. */
const SEEN_AGAIN = 3;

export const createPictureSource = (
  services: PictureDependencies & Pick<Services, 'catalogue'>,
  question: Message,
): PictureSource & { hidden(): boolean } => {
  let isHidden = false;
  const sees = async (model: string): Promise<boolean | undefined> => {
    const isSeen = await services.catalogue.can(model, 'vision');
    const asksInWords = picturesOf(question).length > 0 && question.content !== WHAT_IS_THIS;
    if (isSeen !== false || !asksInWords) return isSeen;
    const { seeingModels } = await import('./model-blind.ts');
    return (await seeingModels(services, model)).length > 0 ? false : undefined;
  };

  const read = async (picture: Picture) =>
    await (await import('./read-picture.ts')).readPicture(services, picture);

  return {
    sees,
    read,
    async illustrate(model, input) {
      const [{ illustrate }, isSeen] = await Promise.all([import('@steward/core/pictures'), sees(model)]);
      const asked = input.history.filter(({ role }) => role === 'user').slice(-SEEN_AGAIN);
      isHidden = !isSeen && asked.some((message) => picturesOf(message).length > 0);
      return await illustrate({ ...input, read: isSeen ? read : undefined });
    },
    /** What another model would have seen again was a line to this one. */
    hidden: () => isHidden && picturesOf(question).length === 0,
  };
};
