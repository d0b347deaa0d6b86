// The app's documents as they are built: one HTML file each, already compressed, because API Gateway compresses nothing.

export interface AppDocument {
  html: Uint8Array;
  br: Uint8Array;
  gzip: Uint8Array;
  /** Of the contents, without quotes. */
  etag: string;
  /** `sha256-…` of each inline script and style: all that the browser may run. */
  scriptHashes: string[];
  styleHashes: string[];
}

export interface App {
  miniApp: AppDocument;
  browser: AppDocument;
}
