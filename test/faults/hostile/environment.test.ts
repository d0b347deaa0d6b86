// Environments that nobody should write: each entry starts or says what is wrong, all at once, and never a value.

import { StewardError } from '@steward/core';
import { parseEnvironment } from '@steward/handler';
import {
  dispatcherEnvironment,
  maintenanceEnvironment,
  webhookEnvironment,
  workerEnvironment,
} from '@steward/handler/testing';
import { expect, test } from 'vitest';
import { rounds } from '../soak.ts';
import { type Chance, chooseSeed, createChance } from '../world/seed.ts';
import { countsOf } from '../world/storm.ts';
import { MARKER, spoil } from './hostile-json.ts';

const GENUINE: Record<string, string> = {
  TELEGRAM_BOT_TOKEN: '42:token',
  TELEGRAM_BOT_TOKEN_PARAMETER: '/steward/token',
  TELEGRAM_WEBHOOK_SECRET: 'secret',
  TELEGRAM_WEBHOOK_SECRET_PARAMETER: '/steward/secret',
  TELEGRAM_API_URL: 'https://api.telegram.org',
  OLLAMA_URL: 'http://127.0.0.1:11434',
  OLLAMA_API_KEY: 'key',
  OLLAMA_INSTANCE_ID: 'i-0abc',
  MODELS: '[{"name":"small:1b","contextLength":4096}]',
  ALLOWED_USER_IDS: '1001,-100200',
  STREAMING: 'edit',
  TABLE_NAME: 'chatbot-sessions',
  ARCHIVE_BUCKET: 'chatbot-conversations-1',
  UPDATE_QUEUE_URL: 'https://sqs.example/1/q.fifo',
  DUE_QUEUE_URL: 'https://sqs.example/1/due.fifo',
  IDLE_STOP_MINUTES: '30',
};

const ENTRIES = {
  webhook: (env: Record<string, string>) => parseEnvironment(webhookEnvironment, env),
  worker: (env: Record<string, string>) => parseEnvironment(workerEnvironment, env),
  dispatcher: (env: Record<string, string>) => parseEnvironment(dispatcherEnvironment, env),
  maintenance: (env: Record<string, string>) => parseEnvironment(maintenanceEnvironment, env),
};

const spoiled = (chance: Chance): Record<string, string> => {
  const env: Record<string, string> = { ...GENUINE };
  for (let times = chance.between(1, 4); times > 0; times -= 1) {
    const name = chance.pick(Object.keys(GENUINE));
    const value = chance.pick([
      '',
      ' ',
      MARKER,
      `${MARKER}\u0000\ud800`,
      `javascript:${MARKER}`,
      `http://${MARKER}:99999`,
      `,,${MARKER},,`,
      ',',
      '1e3',
      '-1',
      '99999999999999999999',
      '[]',
      `["${MARKER}"]`,
      spoil([{ name: 'small:1b', contextLength: 4096, size: '1 GB' }], chance),
      `{"__proto__":{"polluted":"${MARKER}"}}`,
    ]);
    if (chance.happens(0.2)) delete env[name];
    else env[name] = value;
  }
  return env;
};

test('every entry starts or names the faulty variables, and never what stands in them', () => {
  const chance = createChance(chooseSeed('hostile environments'));
  const counts: Record<string, number> = {};
  for (let index = 0; index < rounds(3_000, 50_000); index += 1) {
    const env = spoiled(chance);
    for (const [name, parse] of Object.entries(ENTRIES)) {
      const fault = faultOf(() => parse(env));
      if (fault !== undefined) {
        expect(fault).toBeInstanceOf(StewardError);
        expect(fault).toMatchObject({ code: 'configuration' });
        expect((fault as Error).message).toMatch(/^The configuration has (a fault|\d+ faults): [A-Z_]+ /);
        expect(JSON.stringify([(fault as Error).message, (fault as Error).cause])).not.toContain(MARKER);
      }
      const outcome = `${name} ${fault === undefined ? 'starts' : 'refuses'}`;
      counts[outcome] = (counts[outcome] ?? 0) + 1;
    }
  }
  console.log(`hostile environments: ${countsOf(counts)}`);
  expect(({} as Record<string, unknown>).polluted).toBeUndefined();
});

const faultOf = (run: () => unknown): unknown => {
  try {
    run();
    return undefined;
  } catch (error) {
    return error;
  }
};
