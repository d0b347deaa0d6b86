// The product's version, as package.json says; a bundle has it compiled in.
import manifest from '../package.json' with { type: 'json' };

export const VERSION: string = manifest.version;
