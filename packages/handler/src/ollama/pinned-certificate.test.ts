import { ModelError } from '@steward/core';
import { expect, test, vi } from 'vitest';
import { createPinnedCertificate } from './pinned-certificate.ts';

const notYet = () => new ModelError('model-unreachable', 'No certificate');
const PEM = '-----BEGIN CERTIFICATE-----';

test.each([PEM, undefined])('%s is used as it is', async (value) => {
  const refresh = vi.fn();
  const certificate = createPinnedCertificate({ read: async () => value, refresh, notYet });
  expect([await certificate(), refresh.mock.calls.length]).toEqual([value, 0]);
});

test('a server that has made none yet cannot be reached; as soon as it has, it can', async () => {
  const stored = ['pending', 'pending', PEM];
  let read = 'pending';
  const certificate = createPinnedCertificate({
    read: async () => read,
    refresh: async () => {
      stored.shift();
      read = stored[0] as string;
    },
    notYet,
  });
  await expect(certificate()).rejects.toMatchObject({ code: 'model-unreachable' });
  expect(await certificate()).toBe(PEM);
});
