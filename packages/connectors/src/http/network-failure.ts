// What went wrong below HTTP, by the codes of Node and OpenSSL. The error itself goes no further: it names addresses.
import { ConnectorError } from '../connector-error.ts';

const CERTIFICATE =
  /^(?:CERT_|ERR_TLS_|ERR_SSL_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|HOSTNAME_MISMATCH|EPROTO)/;
const NO_ANSWER = /^(?:HPE_|Z_|ERR__ERROR_FORMAT|ERR_PADDING)/;

export const toConnectorError = (error: unknown, stopped: boolean): ConnectorError => {
  if (stopped) return new ConnectorError('aborted');
  if (error instanceof ConnectorError) return error;
  const code = codeOf(error);
  if (CERTIFICATE.test(code)) return new ConnectorError('certificate');
  return new ConnectorError(NO_ANSWER.test(code) ? 'bad-answer' : 'away');
};

const codeOf = (error: unknown): string => {
  const { code, errors } = (error ?? {}) as { code?: unknown; errors?: unknown[] };
  // Several addresses were tried: each has an error of its own.
  if (code === undefined && Array.isArray(errors)) return codeOf(errors[0]);
  return typeof code === 'string' ? code : '';
};
