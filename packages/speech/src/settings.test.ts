import { expect, it } from 'vitest';
import { filesOf, speechModels } from './models.ts';
import { readSettings, usage } from './settings.ts';

const read = (args: string[] = [], env = {}) => readSettings(args, env, '/models');

it('has what it needs without being told anything', () => {
  expect(read()).toMatchObject({
    model: { id: 'parakeet-v3' },
    port: 11_436,
    apiKey: undefined,
    modelsFolder: '/models',
    maxSeconds: 900,
    yes: false,
    fetchOnly: false,
  });
});

it('does as it is told', () => {
  const env = {
    SPEECH_API_KEY: 'key',
    SPEECH_PORT: '8000',
    SPEECH_MODELS_DIR: '/d',
    SPEECH_MAX_SECONDS: '60',
  };
  expect(read(['--model', 'whisper-small', '--yes', '--fetch-only'], env)).toMatchObject({
    model: { id: 'whisper-small' },
    port: 8_000,
    apiKey: 'key',
    modelsFolder: '/d',
    maxSeconds: 60,
    yes: true,
    fetchOnly: true,
  });
  expect(read(['--model=whisper-small', '-y'])).toMatchObject({ model: { id: 'whisper-small' }, yes: true });
  expect(read(['--help'])).toBe('help');
  for (const { id } of speechModels) expect(usage).toContain(id);
});

it.each<[string[], Record<string, string>, RegExp]>([
  [['--model', 'large'], {}, /no model large.*parakeet-v3/s],
  [['--model'], {}, /^--model wants a name. Choose one of these/],
  [[], { SPEECH_API_KEY: 'two words' }, /^SPEECH_API_KEY holds a space/],
  [['now'], {}, /now is not known/],
  [[], { SPEECH_PORT: '0' }, /SPEECH_PORT is a whole number from 1 to 65535, not 0/],
  [[], { SPEECH_MAX_SECONDS: '1e9' }, /SPEECH_MAX_SECONDS/],
])('says what is wrong with %j %j', (args, env, sentence) => {
  expect(() => read(args, env)).toThrow(sentence);
});

it('pins every file of every model: an address that names a commit, a length and a digest', () => {
  for (const file of speechModels.flatMap(filesOf)) {
    expect(file.url).toMatch(/^https:\/\/huggingface\.co\/[\w-]+\/[\w.-]+\/resolve\/[0-9a-f]{40}\/[\w.-]+$/);
    expect(file.sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(file.bytes).toBeGreaterThan(1_000);
  }
});
