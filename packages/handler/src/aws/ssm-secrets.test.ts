import { GetParametersCommand, SSMClient, SSMServiceException } from '@aws-sdk/client-ssm';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, it } from 'vitest';
import { createSsmSecrets } from './ssm-secrets.ts';

const ssm = mockClient(SSMClient);
beforeEach(() => ssm.reset());

const names = ['/steward/token', '/steward/key'];
const make = () => createSsmSecrets({ ssm: () => new SSMClient({}), names });
const holds = (token: string, key: string) => ({
  Parameters: [
    { Name: '/steward/key', Value: key },
    { Name: '/steward/token', Value: token },
  ],
});

describe('secrets in SSM', () => {
  it('are read decrypted, all in one call, once', async () => {
    ssm.on(GetParametersCommand).resolves(holds('t', 'k'));
    const secrets = make();
    expect(await Promise.all(names.map((name) => secrets.get(name)))).toEqual(['t', 'k']);
    expect(await secrets.get('/steward/key')).toBe('k');
    const calls = ssm.commandCalls(GetParametersCommand);
    expect(calls.map(({ args }) => args[0].input)).toEqual([{ Names: names, WithDecryption: true }]);
  });

  it('that are missing or empty are all named at once, and asked for again next time', async () => {
    ssm
      .on(GetParametersCommand)
      .resolvesOnce({
        Parameters: [{ Name: '/steward/key', Value: '' }],
        InvalidParameters: ['/steward/token'],
      })
      .resolves(holds('t', 'k'));
    const secrets = make();
    await expect(secrets.get('/steward/key')).rejects.toMatchObject({
      code: 'secrets-missing',
      retryable: false,
      message: 'SSM has no value for /steward/token, /steward/key',
    });
    expect(await secrets.get('/steward/key')).toBe('k');
  });

  it('are read anew after a rotation', async () => {
    ssm.on(GetParametersCommand).resolvesOnce(holds('t', 'old')).resolves(holds('t', 'new'));
    const secrets = make();
    expect(await secrets.get('/steward/key')).toBe('old');
    await secrets.refresh();
    expect(await secrets.get('/steward/key')).toBe('new');
  });

  it('stay as they were when they cannot be read anew', async () => {
    const throttled = new SSMServiceException({
      name: 'ThrottlingException',
      message: 'No',
      $fault: 'client',
      $metadata: { httpStatusCode: 400 },
    });
    ssm.on(GetParametersCommand).resolvesOnce(holds('t', 'k')).rejects(throttled);
    const secrets = make();
    await secrets.get('/steward/key');
    await expect(secrets.refresh()).rejects.toMatchObject({ code: 'storage-unavailable', retryable: true });
    expect(await secrets.get('/steward/key')).toBe('k');
  });

  it('that were never named are not there', async () => {
    ssm.on(GetParametersCommand).resolves(holds('t', 'k'));
    await expect(make().get('/other')).rejects.toMatchObject({ code: 'secrets-missing' });
  });
});
