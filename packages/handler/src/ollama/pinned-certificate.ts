// The certificate of our own box, which it makes at its first boot: until then the parameter holds a placeholder.

/** What the infrastructure writes when it makes the parameter. */
const NOT_YET = 'pending';

/** Reads the PEM, anew where it was the placeholder. While there is none it throws that the server cannot be reached. */
export const createPinnedCertificate =
  (deps: { read: () => Promise<string | undefined>; refresh: () => Promise<void>; notYet: () => Error }) =>
  async (): Promise<string | undefined> => {
    const known = await deps.read();
    if (known !== NOT_YET) return known;
    await deps.refresh();
    const pem = await deps.read();
    if (pem === NOT_YET) throw deps.notYet();
    return pem;
  };
