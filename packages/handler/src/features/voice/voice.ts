// Recordings as a feature: what is said in them is asked. All of it is loaded when one comes.
import type { Feature } from '../feature.ts';
import type { VoiceDependencies } from './dependencies.ts';

const load = () => import('./at-work.ts');

export const createVoice = (services: VoiceDependencies): Feature => ({
  contents: [
    {
      takes: ({ audio, video_note, voice }) => (voice ?? video_note ?? audio) !== undefined,
      run: async (context) => await (await load()).hear(services, context),
    },
  ],
  taps: { hear: async (context, args) => await (await load()).hearTapped(services, context, args) },
});
