import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { decodeOpus, haveRecogniser } from './recognise.ts';
import { type SpeechDouble, type SpeechFault, startSpeechDouble } from './speech-double.ts';
import { readVoiceNote, spoken, type VoiceNote } from './voice-notes.ts';

let double: SpeechDouble;
beforeAll(async () => {
  double = await startSpeechDouble({ apiKey: 'key', models: ['whisper-1'] });
});
afterEach(() => double.recover());
afterAll(() => double.close());

const send = (
  audio: Buffer,
  {
    name = 'voice.ogg',
    model = 'whisper-1',
    headers = { authorization: 'Bearer key' } as Record<string, string>,
  } = {},
) => {
  const body = new FormData();
  body.set('file', new File([new Uint8Array(audio)], name, { type: 'audio/ogg' }));
  body.set('model', model);
  return fetch(`${double.url}/v1/audio/transcriptions`, { method: 'POST', headers, body });
};

describe.runIf(haveRecogniser('what voice notes say'))('the speech double', () => {
  // All of them take seven seconds, and most are heard where they are used.
  const few = ['capital-of-france', 'remind-on-friday', 'silence', 'noise'];
  const notes = Object.entries(spoken).filter(([name]) => process.env.STEWARD_SOAK || few.includes(name));

  it.each(notes)('hears in %s: %s', async (name, text) => {
    const answer = await send(readVoiceNote(name as VoiceNote));
    expect(await answer.json()).toEqual({ text });
  });

  it('hears the same in WAV', async () => {
    double.fail('wav-only');
    const note = readVoiceNote('stop');
    expect((await send(note)).status).toBe(400);
    const answer = await send(wavOf(await decodeOpus(note)), { name: 'voice.wav' });
    expect(await answer.json()).toEqual({ text: 'stop' });
  });
});

describe('the faults of the speech double', () => {
  const note = readVoiceNote('stop');

  it.each([
    ['a name that servers do not know', () => send(note, { name: 'voice.oga' }), 400],
    ['what is no sound', () => send(Buffer.alloc(3_000, 7)), 400],
    ['nothing', () => send(Buffer.alloc(0)), 400],
    ['a wrong key', () => send(note, { headers: { 'x-api-key': 'other' } }), 401],
    ['no key', () => send(note, { headers: {} }), 401],
    ['a model that is not there', () => send(note, { model: 'whisper-9' }), 404],
    ['no form', () => fetch(`${double.url}/v1/audio/transcriptions`, { method: 'POST', body: 'hello' }), 400],
    ['another path', () => fetch(`${double.url}/inference`, { method: 'POST', body: 'hello' }), 404],
  ])('refuses %s', async (_, request, code) => {
    expect((await request()).status).toBe(code);
  });

  it.each<[SpeechFault, number]>([
    ['unauthorized', 401],
    ['unknown-model', 404],
    ['busy', 429],
    ['conversion', 500],
    ['wav-only', 400],
    ['bad-gateway', 502],
    [{ status: 503, body: 'later' }, 503],
  ])('are told as real servers tell them: %j', async (fault, code) => {
    double.fail(fault, 1);
    expect((await send(note)).status).toBe(code);
    double.fail({ text: 'hello\n' });
    const answer = await send(note, { headers: { 'x-api-key': 'key' } });
    expect(await answer.json()).toEqual({ text: 'hello\n' });
    expect(double.heard.at(-1)).toMatchObject({ fileName: 'voice.ogg', status: 200, audio: note });
  });

  it('break the connection, and end the server until it comes back', async () => {
    double.fail('reset', 1);
    await expect(send(note)).rejects.toThrow();
    double.fail('dies', 1);
    await expect(send(note)).rejects.toThrow();
    await expect(send(note)).rejects.toThrow();
    await double.comeBack();
    double.fail({ text: 'hello' });
    expect((await send(note)).status).toBe(200);
  });
});

/** One channel of 16 bits at 16 kHz. */
const wavOf = (samples: Buffer): Buffer => {
  const header = Buffer.alloc(44);
  header.write('RIFF', 0);
  header.writeUInt32LE(36 + samples.length, 4);
  header.write('WAVEfmt ', 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(16_000, 24);
  header.writeUInt32LE(32_000, 28);
  header.writeUInt16LE(2, 32);
  header.writeUInt16LE(16, 34);
  header.write('data', 36);
  header.writeUInt32LE(samples.length, 40);
  return Buffer.concat([header, samples]);
};
