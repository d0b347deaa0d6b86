// The app's documents, as they are built and served: one HTML file for each door, compressed already, because API Gateway
// compresses nothing.

export interface AppDocument {
  html: Uint8Array;
  br: Uint8Array;
  gzip: Uint8Array;
  /** Of the contents, without the header's quotation marks. */
  etag: string;
  /** `sha256-…` of each inline script and style: all that the browser may run. */
  scriptHashes: string[];
  styleHashes: string[];
}

export interface App {
  /** For `GET /mini`: inside Telegram. The server says in `frame-ancestors` who may frame it. */
  miniApp: AppDocument;
  /** For every other page: in a browser of its own. */
  browser: AppDocument;
}
