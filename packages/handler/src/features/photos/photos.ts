// Sent pictures as a feature: loaded when somebody sends one.
import { holdsPicture } from '../../chat/question-pictures.ts';
import type { Feature } from '../feature.ts';
import type { PhotoDependencies } from './take-photo.ts';

export const createPhotos = (services: PhotoDependencies): Feature => ({
  contents: [
    {
      // A video may be part of an album of pictures.
      takes: (message) =>
        holdsPicture(message) || (message.content === 'video' && message.media_group_id !== undefined),
      run: async (context) => await (await import('./take-photo.ts')).takePhoto(services, context),
    },
  ],
});
