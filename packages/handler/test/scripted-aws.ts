// A signed client that answers from a list and keeps what it was asked: for the adapters, which need no wire.
import type { SignedClient } from '../src/aws/signed-client/create-signed-client.ts';
import { serviceError } from '../src/aws/signed-client/service-error.ts';

export interface ScriptedAws extends SignedClient {
  calls: { service: string; operation: string; input: unknown }[];
}

/** The last answer is given again and again; an Error is thrown. */
export const scriptedAws = (...answers: object[]): ScriptedAws => {
  const calls: ScriptedAws['calls'] = [];
  return {
    calls,
    async call<Output>(service: string, operation: string, input: object) {
      calls.push({ service, operation, input });
      const answer = answers.length > 1 ? answers.shift() : answers[0];
      if (answer instanceof Error) throw answer;
      return (answer ?? {}) as Output;
    },
  };
};

export const refusedByAws = (code: string, status = 400): Error =>
  serviceError({ status, headers: {}, body: JSON.stringify({ __type: code }) });
