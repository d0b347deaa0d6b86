// The port of the queue that updates and our own notes wait in.

export interface UpdateQueue {
  send(message: { groupId: string; deduplicationId: string; body: string }): Promise<void>;
  changeVisibility(receiptHandle: string, seconds: number): Promise<void>;
}
