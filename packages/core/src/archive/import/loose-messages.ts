// Messages that lie in no conversation (a bare list, or a line each) make one together.
import { parseJson } from '../../json/split-json.ts';
import { isRecord } from '../archive.ts';
import type { Collector } from './collect-conversations.ts';
import { type ImportError, importError, isImportError, MAX_VALUE_BYTES } from './import-error.ts';
import { createKeptHeader } from './kept-header.ts';
import { createMessagesReader, isSpoken } from './parse-messages.ts';

export interface LooseMessages {
  add(bytes: Uint8Array): void;
  finish(collector: Collector): void;
}

export const createLooseMessages = (): LooseMessages => {
  const reader = createMessagesReader();
  let count = 0;
  let failed: ImportError | undefined;

  const attempt = (run: () => void): void => {
    if (failed) return;
    try {
      run();
    } catch (error) {
      if (!isImportError(error)) throw error;
      failed = error;
    }
  };

  return {
    add(bytes) {
      attempt(() => {
        if (bytes.length > MAX_VALUE_BYTES)
          throw importError('import-message-too-large', `Message ${count + 1}`);
        const value = parseJson(bytes);
        // Lists of anything may have roles.
        if (!isRecord(value) || !isSpoken(value)) return;
        reader.add([count], bytes);
        count += 1;
      });
    },
    finish(collector) {
      attempt(() => {
        const conversation = reader.finish(createKeptHeader(new Set()));
        if (conversation) collector.take(conversation);
      });
      if (failed) collector.leave('The messages', failed);
    },
  };
};
