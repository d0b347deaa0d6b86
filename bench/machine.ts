// The shape of the machine: without it a number says little.
import { cpus, totalmem } from 'node:os';

export interface Machine {
  cpu: string;
  cores: number;
  memoryGb: number;
  node: string;
}

export const machine = (): Machine => ({
  cpu: cpus()[0]?.model.trim() || 'unknown CPU',
  cores: cpus().length,
  memoryGb: Math.round(totalmem() / 1e9),
  node: process.versions.node,
});
