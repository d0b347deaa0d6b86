// A function's process: imports the code, calls the handler with an event, says what came back. Plain JavaScript, so that
// no time goes into stripping types. Arguments: `bare` or `lambda`, the code's file, the event (none: only the import).
const [how, code = '', event] = process.argv.slice(2);

if (how === 'lambda') {
  // Before it imports a function, Lambda's own runtime has required these, and made an agent for its API
  // (aws-lambda-nodejs-runtime-interface-client, rapid-client.ts): the code finds them loaded.
  const http = process.getBuiltinModule('node:http');
  new http.Agent({ keepAlive: true, maxSockets: 1 });
}
const [began, usedBefore] = [performance.now(), process.cpuUsage()];
const { handler } = await import(code);
const importMs = performance.now() - began;
const { user, system } = process.cpuUsage(usedBefore);
const importCpuMs = (user + system) / 1000;
const answer = event && (await handler(JSON.parse(event), {}));
process.stdout.write(`\n${JSON.stringify({ importMs, importCpuMs, answer })}\n`, () => process.exit(0));
