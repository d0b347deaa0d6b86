// What a sent file may be, told by its name: most programs and Telegram itself guess types wrongly (`.ts` is a video to them).
import type { IncomingDocument } from '../telegram/incoming.ts';

export type DocumentKind = 'json' | 'zip' | 'text' | 'document' | 'binary';

const NEVER_TEXT =
  /\.(?:doc|xlsx?|pptx?|od[tsp]|pages|numbers|key|epub|mobi|azw3|djvu|png|jpe?g|gif|webp|heic|heif|avif|bmp|tiff?|ico|psd|mp3|m4a|aac|ogg|oga|opus|flac|wav|mp4|m4v|mov|avi|mkv|webm|exe|msi|dll|so|dylib|bin|apk|ipa|dmg|iso|img|jar|class|wasm|o|a|7z|rar|gz|tgz|bz2|xz|zst|tar|woff2?|ttf|otf|eot|sqlite3?|db|parquet|pyc)$/i;

/** Anything that nothing speaks against may be text: what is in it tells. */
export const kindOf = ({ file_name: name = '', mime_type: type = '' }: IncomingDocument): DocumentKind => {
  if (/\.(?:json|jsonl|ndjson)$/i.test(name)) return 'json';
  if (/\.zip$/i.test(name)) return 'zip';
  if (/\.(?:pdf|docx|docm)$/i.test(name)) return 'document';
  if (NEVER_TEXT.test(name)) return 'binary';
  if (/\.[^.\s/]{1,20}$/.test(name)) return 'text';
  if (type === 'application/json') return 'json';
  if (type === 'application/zip') return 'zip';
  if (/^application\/(?:pdf|vnd\.openxmlformats-officedocument\.wordprocessingml)/.test(type))
    return 'document';
  return /^(?:image\/(?!svg)|audio\/|video\/|font\/)/.test(type) ? 'binary' : 'text';
};
