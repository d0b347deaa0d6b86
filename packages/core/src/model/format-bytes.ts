// Sizes as people read them.

const UNITS = ['kB', 'MB', 'GB', 'TB'];

/** Decimal, as Ollama shows them: "2.7 GB", "17 GB", "986 MB". */
export const formatBytes = (bytes: number): string => {
  let text = `${Math.round(bytes)} B`;
  let value = bytes;
  for (const unit of UNITS) {
    if (Math.round(value) < 1000) break;
    value /= 1000;
    text = `${value < 9.95 ? value.toFixed(1) : Math.round(value)} ${unit}`;
  }
  return text;
};
