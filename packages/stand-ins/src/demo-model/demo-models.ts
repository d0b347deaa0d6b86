// The two models that the demonstration offers: one to talk to, one that always writes at length.
import { createHash } from 'node:crypto';

export interface DemoModel {
  name: string;
  description: string;
  /** Context window in tokens. */
  contextLength: number;
  /** Every answer runs over several Telegram messages. */
  long: boolean;
  /** Takes pictures, and tells of them what can be told without an AI. */
  sees: boolean;
}

/** What is offered, in order; the first is the one for a new session. */
export const demoModels: readonly DemoModel[] = [
  {
    name: 'demo:latest',
    description: 'built-in demonstration',
    contextLength: 8192,
    long: false,
    sees: true,
  },
  {
    name: 'demo-long:latest',
    description: 'built-in demonstration, writes long answers',
    contextLength: 32_768,
    long: true,
    sees: false,
  },
];

/** Ollama's name of the architecture; `<architecture>.context_length` is read by clients. */
export const demoArchitecture = 'demo';

/** A name without a tag means `latest`, as with Ollama; case does not matter. */
export const findDemoModel = (name: string): DemoModel | undefined => {
  const full = (name.includes(':') ? name : `${name}:latest`).toLowerCase();
  return demoModels.find((model) => model.name === full);
};

/** The entry that `/api/tags` lists and `/api/ps` extends. There are no weights, so the size is that of a page. */
export const describeModel = (model: DemoModel) => ({
  name: model.name,
  model: model.name,
  modified_at: '2026-11-01T00:00:00Z',
  size: 4096,
  digest: createHash('sha256').update(model.name).digest('hex'),
  details: modelDetails,
  capabilities: capabilitiesOf(model),
});

export const capabilitiesOf = ({ sees }: DemoModel): string[] => ['completion', ...(sees ? ['vision'] : [])];

export const modelDetails = {
  parent_model: '',
  format: 'gguf',
  family: demoArchitecture,
  families: [demoArchitecture],
  parameter_size: '0',
  quantization_level: 'none',
};
