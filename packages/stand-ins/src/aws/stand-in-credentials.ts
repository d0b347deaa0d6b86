// What SDK clients show the stand-ins: they ask for a signature and look at nothing in it.

export const standInRegion = 'us-east-1';

export const standInCredentials = { accessKeyId: 'local', secretAccessKey: 'local' };
