// Starts the stand-in for SSM and SQS in a process of its own.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { PARAMETER, SECRET } from './webhook-event.ts';

export interface StandInAws {
  /** What Lambda and its configuration give a webhook that shall use it. */
  environment(protocol: 'http' | 'https'): Record<string, string>;
  /** Bodies of the messages that were sent since the last time. */
  take(): Promise<string[]>;
  stop(): void;
}

type Ports = Record<'ssm' | 'sqs', number>;

const certificate = (name: string): string =>
  fileURLToPath(new URL(`../../packages/ollama-client/test/fixtures/${name}.pem`, import.meta.url));

export const startAws = async (): Promise<StandInAws> => {
  const script = fileURLToPath(new URL('./aws-process.ts', import.meta.url));
  const child = fork(script, [SECRET, certificate('signed.key'), certificate('signed.cert')]);
  const [ports] = (await once(child, 'message')) as [{ http: Ports; https: Ports }];
  return {
    environment(protocol) {
      const { ssm, sqs } = ports[protocol];
      return environmentOf(`${protocol}://127.0.0.1:${ssm}`, `${protocol}://127.0.0.1:${sqs}`);
    },
    async take() {
      child.send('take');
      const [messages] = (await once(child, 'message')) as [string[]];
      return messages;
    },
    stop: () => child.disconnect(),
  };
};

const environmentOf = (ssm: string, sqs: string) => ({
  NODE_EXTRA_CA_CERTS: certificate('pinned.cert'),
  AWS_ENDPOINT_URL_SSM: ssm,
  AWS_ENDPOINT_URL_SQS: sqs,
  AWS_REGION: 'us-east-1',
  AWS_ACCESS_KEY_ID: 'ASIAEXAMPLE',
  AWS_SECRET_ACCESS_KEY: 'example',
  AWS_SESSION_TOKEN: 'example'.repeat(50),
  AWS_LAMBDA_FUNCTION_NAME: 'steward-webhook',
  AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs22.x',
  POWERTOOLS_SERVICE_NAME: 'webhook',
  TZ: ':UTC',
  TELEGRAM_WEBHOOK_SECRET_PARAMETER: PARAMETER,
  TABLE_NAME: 'chatbot-sessions',
  UPDATE_QUEUE_URL: `${sqs}/000000000000/updates.fifo`,
});
