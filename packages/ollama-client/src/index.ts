// The face of the package.
export type { ChatChunk, ChatMessage, ChatRequest, ToolCall } from './chat-protocol.ts';
export type { AnswerOptions, OllamaClient, RequestOptions } from './client.ts';
export { createOllamaClient } from './client.ts';
export type { OllamaClientOptions, OllamaLimits } from './client-options.ts';
export type { ModelDetails, ModelFacts, ModelSummary, PullProgress, RunningModel } from './model-protocol.ts';
export { contextLengthOf } from './model-protocol.ts';
export { OllamaError, type OllamaErrorCode, type OllamaErrorOptions } from './ollama-error.ts';
