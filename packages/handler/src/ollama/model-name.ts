/** A name as Ollama understands it: without a tag it means the tag `latest`. */
export const withTag = (name: string): string =>
  name.lastIndexOf(':') > name.lastIndexOf('/') ? name : `${name}:latest`;
