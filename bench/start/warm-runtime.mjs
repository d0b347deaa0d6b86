// A function's process that stays warm: answers the same kind of event again and again, one at a time, as Lambda has it.
// Arguments: the code's file. Over IPC: the events and how many of them only warm up; back: milliseconds of the others.
process.once('message', async ({ code, events, warmUp }) => {
  const { handler } = await import(code);
  const durations = [];
  const statuses = new Set();
  for (const [index, event] of events.entries()) {
    const began = performance.now();
    const { statusCode } = await handler(event, { awsRequestId: String(index) });
    if (index >= warmUp) durations.push(performance.now() - began);
    statuses.add(statusCode);
  }
  process.send({ durations, statuses: [...statuses] }, () => process.exit(0));
});
