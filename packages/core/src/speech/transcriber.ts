// What listens: a recording in, its words out.
import { StewardError } from '../error.ts';
import type { SpeechErrorCode } from '../error-code.ts';

export interface Recording {
  bytes: Uint8Array;
  /** Named after its format, such as `voice.ogg`: servers go by the name. */
  fileName: string;
  mimeType: string;
}

export interface TranscribeOptions {
  /** `speech-slow` is thrown after that. */
  timeoutMs: number;
  /** `aborted` is thrown when it aborts. */
  signal: AbortSignal;
}

export interface Transcriber {
  /** The words of a recording, trimmed and never empty. Throws a `SpeechError`. */
  transcribe(recording: Recording, options: TranscribeOptions): Promise<string>;
  /** Resolves when the server answers and takes our key; throws a `SpeechError`. */
  check(): Promise<void>;
}

export class SpeechError extends StewardError {
  override readonly code: SpeechErrorCode;

  constructor(code: SpeechErrorCode, message: string, options: { cause?: unknown } = {}) {
    super(code, message, options);
    this.name = 'SpeechError';
    this.code = code;
  }
}
