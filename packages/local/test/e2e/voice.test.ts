// Voice notes through a real recogniser: what was said reaches the model, once, whatever goes wrong before.
import {
  haveRecogniser,
  readVoiceNote,
  type SpeechDouble,
  spoken,
  startSpeechDouble,
} from '@steward/stand-ins/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startWorld, type World } from './world.ts';

const PATIENCE = 300_000;

describe.runIf(haveRecogniser('that voice notes are understood'))(
  'a voice note',
  { timeout: PATIENCE },
  () => {
    let world: World;
    let speech: SpeechDouble;
    beforeAll(async () => {
      speech = await startSpeechDouble({ apiKey: 'k3y', models: ['whisper-1'] });
      const environment = { SPEECH_URL: speech.url, SPEECH_API_KEY: 'k3y' };
      world = await startWorld({ environment });
    }, PATIENCE);
    afterAll(async () => {
      const refused = world.refusedCalls();
      await Promise.all([world.close(), speech.close()]);
      expect(refused).toEqual([]);
    });
    const voice = (name: Parameters<typeof readVoiceNote>[0]) =>
      ({ kind: 'voice', bytes: readVoiceNote(name) }) as const;

    test.concurrent('is heard word for word, shown, and asked once', async () => {
      const ada = world.person('Ada');
      for (const name of ['capital-of-france', 'people-in-germany'] as const) {
        ada.records(voice(name));
        await ada.reads(`You asked: ${spoken[name]}`);
        expect(ada.texts()).toContain(`🎙 ${spoken[name]}`);
        expect(world.ollama.asked(spoken[name])).toHaveLength(1);
      }
      const [heard] = speech.heard.filter(({ audio }) => audio.equals(readVoiceNote('capital-of-france')));
      expect(heard).toMatchObject({ fileName: 'voice.ogg', fileType: 'audio/ogg', status: 200 });
      await ada.asks('/status', 'Speech server: reachable');
    });

    test.concurrent('that holds no words, or did not arrive whole, ends in a sentence', async () => {
      const bob = world.person('Bob');
      bob.records(voice('silence'));
      await bob.reads('I heard no words');
      const bytes = readVoiceNote('cancel-the-meeting');
      bob.records({ kind: 'voice', bytes: bytes.subarray(0, 5_000), duration: 2 });
      await bob.reads('did not arrive whole');
      bob.records({ kind: 'audio', bytes, caption: 'Which day?', duration: 2 });
      await bob.reads('Shall I listen to it');
      await bob.tapsNewest('Listen');
      await bob.reads(`You asked: ${spoken['cancel-the-meeting']}\n\nWhich day?`);
    });

    test.concurrent('that asks for a reminder gets a card, a note is kept, and spoken commands are words', async () => {
      const cleo = world.person('Cleo');
      cleo.records(voice('remind-in-ten-minutes'));
      await cleo.sees(/⏰ Remind you: «cancel the meeting»/);
      cleo.records(voice('note-door-code'));
      await cleo.reads('Noted.');
      cleo.records(voice('stop'));
      await cleo.reads('You asked: stop');
    });

    test('is heard at the next try, when the server is back, also by one that wants WAV', async () => {
      const dan = world.person('Dan');
      speech.fail('bad-gateway', 1);
      dan.records(voice('weather-in-london'));
      await dan.reads('cannot be reached');
      speech.fail('wav-only');
      await dan.tapsNewest('Try again');
      await dan.reads(`You asked: ${spoken['weather-in-london']}`);
      speech.recover();
      expect(speech.heard.at(-1)).toMatchObject({ fileName: 'voice.wav', status: 200 });
    });

    test('outlives a kill: the next process hears it, and nothing is asked twice', async () => {
      const eve = world.person('Eve');
      speech.fail('silence', 1);
      const before = speech.heard.length;
      const asked = () => world.ollama.asked(spoken['capital-of-france']).length;
      const askedBefore = asked();
      eve.records(voice('capital-of-france'));
      await eve.until(() => speech.heard.length > before, 'the recording to reach the server');
      await world.product().kill9();
      await world.start();
      await eve.reads(`You asked: ${spoken['capital-of-france']}`);
      expect(asked()).toBe(askedBefore + 1);
    });
  },
);
