// A small client of AWS for the few calls that a cold start waits for: a tenth of the SDK's size, a third of its time.
// It keeps the SDK's environment variables, timeouts, retries (standard mode) and errors.
import { type Clock, StewardError, systemClock } from '@steward/core';
import { isThrottled, isTransient } from '../aws-fault.ts';
import { CONNECT_MS, type Environment, endpointOf, REQUEST_MS, TRIES } from '../environment.ts';
import { environmentCredentials } from './environment-credentials.ts';
import { createExchange, type Endpoint, endpointAt } from './exchange.ts';
import { serviceError } from './service-error.ts';
import { awsEndpoint, type Protocol, SERVICES, type Service } from './services.ts';
import { signRequest } from './sign-request.ts';

export interface SignedClient {
  /**
   * One operation, up to three tries: throttling, 5xx, timeouts and broken connections are tried again, so it must be safe
   * to repeat. Rejects with what `callAws` understands, `credentials-missing`, or `configuration` where no region is named.
   */
  call<Output>(service: Service, operation: string, input: object): Promise<Output>;
}

export interface SignedClientDependencies {
  /** Read anew by each call. */
  environment: Environment;
  clock?: Clock;
  /** 0 … 1: what the waits before another try are spread by. */
  random?: () => number;
  connectMs?: number;
  requestMs?: number;
}

export const createSignedClient = (deps: SignedClientDependencies): SignedClient => {
  const { environment, clock = systemClock, random = Math.random } = deps;
  const exchange = createExchange({
    connectMs: deps.connectMs ?? CONNECT_MS,
    requestMs: deps.requestMs ?? REQUEST_MS,
  });

  /** By address: one for each service, for as long as the environment names the same. */
  const endpoints = new Map<string, Endpoint>();
  const endpointOfCall = (address: string): Endpoint => {
    const endpoint = endpoints.get(address) ?? endpointAt(address);
    endpoints.set(address, endpoint);
    return endpoint;
  };

  const callOnce = async <Output>(service: Service, operation: string, body: string): Promise<Output> => {
    const region = regionOf(environment);
    const { name, target, contentType, emptyIsDone }: Protocol = SERVICES[service];
    const endpoint = endpointOfCall(endpointOf(environment, service) ?? awsEndpoint(service, region));
    const trace = environment._X_AMZN_TRACE_ID;
    const headers = signRequest({
      service: name,
      region,
      credentials: environmentCredentials(environment),
      host: endpoint.host,
      headers: {
        'content-type': contentType,
        'x-amz-target': `${target}.${operation}`,
        // SQS hands it on to the function that receives the message: one trace for both.
        ...(trace && { 'x-amzn-trace-id': trace }),
      },
      body,
      date: new Date(clock.now()),
    });
    const answer = await exchange(endpoint, headers, body);
    if (answer.status !== 200) throw serviceError(answer);
    return parse(answer.body === '' && emptyIsDone ? '{}' : answer.body) as Output;
  };

  return {
    async call<Output>(service: Service, operation: string, input: object) {
      const body = JSON.stringify(input);
      for (let tried = 1; ; tried += 1) {
        try {
          return await callOnce<Output>(service, operation, body);
        } catch (error) {
          if (tried === TRIES || !isTransient(error)) throw error;
          await clock.sleep(waitMs(tried, error, random));
        }
      }
    },
  };
};

/** Full jitter below 100, 200, 400 … ms; throttling waits from 500 ms up: the SDK's standard mode. */
const waitMs = (tried: number, error: unknown, random: () => number): number =>
  Math.floor(random() * (isThrottled(error) ? 500 : 100) * 2 ** (tried - 1));

const regionOf = ({ AWS_REGION: region }: Environment): string => {
  if (!region) throw new StewardError('configuration', 'AWS_REGION is missing');
  return region;
};

const parse = (body: string): unknown => {
  try {
    return JSON.parse(body);
  } catch {
    // A truncated answer, or one from a proxy: treated as none.
    throw Object.assign(new Error('The answer is no JSON'), { name: 'BrokenAnswer', code: 'EBADMSG' });
  }
};
