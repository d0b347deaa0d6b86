import { describe, expect, it } from 'vitest';
import { refusedByAws, scriptedAws } from '../../test/scripted-aws.ts';
import { createSsmSecrets, readSsmParameters } from './ssm-secrets.ts';

const names = ['/steward/token', '/steward/key'];
const make = (...answers: object[]) => {
  const client = scriptedAws(...answers);
  return { ...createSsmSecrets({ client, names }), calls: client.calls };
};
const holds = (token: string, key: string) => ({
  Parameters: [
    { Name: '/steward/key', Value: key },
    { Name: '/steward/token', Value: token },
  ],
});

describe('secrets in SSM', () => {
  it('are read decrypted, all in one call, once', async () => {
    const secrets = make(holds('t', 'k'));
    expect(await Promise.all(names.map((name) => secrets.get(name)))).toEqual(['t', 'k']);
    expect(await secrets.get('/steward/key')).toBe('k');
    expect(secrets.calls).toEqual([
      { service: 'SSM', operation: 'GetParameters', input: { Names: names, WithDecryption: true } },
    ]);
  });

  it('that are missing or empty are all named at once, and asked for again next time', async () => {
    const secrets = make(
      { Parameters: [{ Name: '/steward/key', Value: '' }], InvalidParameters: ['/steward/token'] },
      holds('t', 'k'),
    );
    await expect(secrets.get('/steward/key')).rejects.toMatchObject({
      code: 'secrets-missing',
      retryable: false,
      message: 'SSM has no value for /steward/token, /steward/key',
    });
    expect(await secrets.get('/steward/key')).toBe('k');
  });

  it('are read anew after a rotation', async () => {
    const secrets = make(holds('t', 'old'), holds('t', 'new'));
    expect(await secrets.get('/steward/key')).toBe('old');
    await secrets.refresh();
    expect(await secrets.get('/steward/key')).toBe('new');
  });

  it('stay as they were when they cannot be read anew', async () => {
    const secrets = make(holds('t', 'k'), refusedByAws('ThrottlingException'));
    await secrets.get('/steward/key');
    await expect(secrets.refresh()).rejects.toMatchObject({ code: 'storage-unavailable', retryable: true });
    expect(await secrets.get('/steward/key')).toBe('k');
  });

  it('that were never named are not there', async () => {
    await expect(make(holds('t', 'k')).get('/other')).rejects.toMatchObject({ code: 'secrets-missing' });
  });

  it('of which one is missing may be read without it', async () => {
    const client = scriptedAws({ Parameters: [{ Name: '/steward/key', Value: 'k' }] });
    expect([...(await readSsmParameters(client, names))]).toEqual([['/steward/key', 'k']]);
  });
});
