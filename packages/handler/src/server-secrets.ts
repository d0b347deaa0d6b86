// How we show ourselves to a server, and know it: its key and the certificate of our own box, given or stored.
import type { SsmSecrets } from './aws/ssm-secrets.ts';
import { createPinnedCertificate } from './ollama/pinned-certificate.ts';

export const serverSecrets = (
  { get, refresh }: SsmSecrets,
  given: { key: string | undefined; keyParameter: string | undefined; caParameter: string | undefined },
  notYet: () => Error,
) => {
  const { key, keyParameter, caParameter } = given;
  const read = async (parameter: string | undefined) =>
    parameter === undefined ? undefined : await get(parameter);
  return {
    apiKey: async () => key ?? (await read(keyParameter)),
    certificate: createPinnedCertificate({ read: () => read(caParameter), refresh, notYet }),
    ...((keyParameter ?? caParameter) !== undefined && { refreshSecrets: refresh }),
  };
};
