// Names of models as Ollama understands them.

/** A name without a tag means the tag `latest`. */
export const withTag = (name: string): string =>
  name.lastIndexOf(':') > name.lastIndexOf('/') ? name : `${name}:latest`;

export const sameModel = (one: string, other: string): boolean => withTag(one) === withTag(other);
