// What Ollama tells about its models and about itself. Fields that are not named here are kept.
import * as z from 'zod';

export interface ModelFacts {
  family?: string | undefined;
  parameter_size?: string | undefined;
  quantization_level?: string | undefined;
  [field: string]: unknown;
}

/** A model on the server's disk, from `/api/tags`. */
export interface ModelSummary {
  name: string;
  /** Bytes on disk. */
  size?: number | undefined;
  digest?: string | undefined;
  modified_at?: string | undefined;
  details?: ModelFacts | undefined;
  /** Such as `completion`, `tools`, `thinking`, `vision`. */
  capabilities?: string[] | undefined;
  [field: string]: unknown;
}

/** A model in memory, from `/api/ps`. */
export interface RunningModel extends ModelSummary {
  /** ISO time of its unloading. */
  expires_at?: string | undefined;
  /** Bytes in the memory of the GPU. */
  size_vram?: number | undefined;
  /** The window it was loaded with, in tokens. */
  context_length?: number | undefined;
}

/** A model in detail, from `/api/show`. */
export interface ModelDetails {
  details?: ModelFacts | undefined;
  model_info?: Record<string, unknown> | undefined;
  capabilities?: string[] | undefined;
  parameters?: string | undefined;
  template?: string | undefined;
  [field: string]: unknown;
}

/** One line of `/api/pull`. */
export interface PullProgress {
  status: string;
  digest?: string | undefined;
  /** Bytes of this layer. */
  total?: number | undefined;
  completed?: number | undefined;
  [field: string]: unknown;
}

const factsSchema = z.looseObject({
  family: z.string().optional(),
  parameter_size: z.string().optional(),
  quantization_level: z.string().optional(),
});

const capabilities = z
  .array(z.string())
  .nullish()
  .transform((list) => list ?? undefined);

const summaryShape = {
  name: z.string(),
  size: z.number().optional(),
  digest: z.string().optional(),
  modified_at: z.string().optional(),
  details: factsSchema.optional(),
  capabilities: capabilities.optional(),
};

const runningShape = {
  ...summaryShape,
  expires_at: z.string().optional(),
  size_vram: z.number().optional(),
  context_length: z.number().optional(),
};

/** Go writes an empty list as null. */
const modelList = <T extends z.ZodType>(model: T) =>
  z.looseObject({ models: z.array(model).nullable() }).transform(({ models }) => models ?? []);

export const tagsSchema: z.ZodType<ModelSummary[]> = modelList(z.looseObject(summaryShape));
export const psSchema: z.ZodType<RunningModel[]> = modelList(z.looseObject(runningShape));
export const versionSchema: z.ZodType<string> = z
  .looseObject({ version: z.string() })
  .transform(({ version }) => version);
export const showSchema: z.ZodType<ModelDetails> = z.looseObject({
  details: factsSchema.optional(),
  model_info: z.record(z.string(), z.unknown()).optional(),
  capabilities: capabilities.optional(),
  parameters: z.string().optional(),
  template: z.string().optional(),
});
export const pullSchema: z.ZodType<PullProgress> = z.looseObject({
  status: z.string(),
  digest: z.string().optional(),
  total: z.number().optional(),
  completed: z.number().optional(),
});

/** The longest window a model was made for, in tokens; undefined when the server does not say. */
export const contextLengthOf = (model: ModelDetails): number | undefined => {
  const info = model.model_info ?? {};
  const architecture = info['general.architecture'];
  const length = info[`${String(architecture)}.context_length`];
  return typeof length === 'number' && Number.isSafeInteger(length) && length > 0 ? length : undefined;
};
