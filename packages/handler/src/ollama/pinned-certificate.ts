// The model server's certificate, which the server makes at its first boot: until then the parameter holds a placeholder.
import { ModelError } from '@steward/core';

/** What the infrastructure writes when it makes the parameter. */
const NOT_YET = 'pending';

/** Reads the PEM, anew where it was the placeholder. While there is none the server counts as not reachable. */
export const createPinnedCertificate =
  (deps: { read: () => Promise<string | undefined>; refresh: () => Promise<void> }) =>
  async (): Promise<string | undefined> => {
    const known = await deps.read();
    if (known !== NOT_YET) return known;
    await deps.refresh();
    const pem = await deps.read();
    if (pem === NOT_YET) throw new ModelError('model-unreachable', 'The server has no certificate yet');
    return pem;
  };
