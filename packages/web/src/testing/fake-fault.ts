// How the fake API says no.
import type { WebFault } from '@steward/core/web-contract';

export class FakeFault extends Error {
  readonly status: number;
  readonly fault: WebFault;

  constructor(status: number, fault: WebFault) {
    super(fault.error);
    this.status = status;
    this.fault = fault;
  }
}
