// A service of AWS over HTTP: for what is composed from an environment.
import { type ScriptedServer, startScriptedServer, status } from '@steward/stand-ins/testing';

export interface FakeAws extends ScriptedServer {
  /** Points a function to it; it has keys and a region as well. */
  environment: Record<string, string>;
}

/** @param service as in `AWS_ENDPOINT_URL_…`; a number for an answer is a status without a body */
export const startFakeAws = async <Input>(
  service: string,
  answer: (input: Input, target: string) => object | number,
): Promise<FakeAws> => {
  const server = await startScriptedServer((response, { body, headers }) => {
    const given = answer(body as Input, String(headers['x-amz-target']));
    return (typeof given === 'number' ? status(given) : status(200, given))(response);
  });
  const environment = {
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'a',
    AWS_SECRET_ACCESS_KEY: 'b',
    [`AWS_ENDPOINT_URL_${service}`]: server.url,
  };
  return { ...server, environment };
};
