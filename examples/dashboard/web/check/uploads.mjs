// Compares an upload whose client and server are killed in turn with an uninterrupted one: does it arrive intact, and how
// much longer does it take?
//
//   node check/uploads.mjs PORT TOKEN FILE MEGABYTES TIMES RATE COMMAND...
// COMMAND starts a dashboard on PORT with TOKEN; this script starts and kills it. FILE is an MP4, which is padded to the given size. RATE is
// the bandwidth of the network in megabytes per second, or 0 for no limit.
// Prints one line of JSON; exits with 1 if the bytes that arrived are not those that were sent.
import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Dashboard, makeLonger, sha256 } from './dashboard.mjs';
import { throttle } from './throttle.mjs';

const [port, token, file, megabytes, times, rate, ...command] = process.argv.slice(2);
const dashboard = new Dashboard(port, token, command);
const folder = await mkdtemp(join(tmpdir(), 'uploads'));
const size = Number(megabytes) << 20;

async function offset() {
  const list = await dashboard.json('/api/uploads').catch(() => ({ items: [] }));
  return list.items[0]?.offset ?? 0;
}

/** Uploads a file, and kills the client and the server in turn each time another share of it has arrived. */
async function upload(path, kills) {
  const memory = join(folder, 'memory.json');
  const began = Date.now();
  let down = 0; // milliseconds in which one of the two was down
  let client = dashboard.client(path, memory);
  for (let i = 1; i <= kills; i++) {
    while ((await offset()) < (i / (kills + 1)) * size) {
      if (client.exitCode !== null) throw new Error(`The upload ended before interruption ${i}; make it larger.`);
      await pause(5);
    }
    const killed = Date.now();
    if (i % 2 === 0) {
      await dashboard.end('SIGKILL');
      await dashboard.start();
    } else {
      client.kill('SIGKILL');
      await client.ended;
      client = dashboard.client(path, memory);
      await pause(150); // Node itself takes about that long to start
    }
    down += Date.now() - killed;
  }
  if ((await client.ended) !== 0) throw new Error('The client gave up.');
  const ms = Date.now() - began;
  const video = await dashboard.json(`/api/videos/${client.text.trim().split('/').pop()}`);
  return { ms, down, sha256: video.sha256, size: video.file_size };
}

if (Number(rate) > 0) dashboard.through(await throttle(Number(port), Number(rate)));
await dashboard.start();
const path = join(folder, 'film.mp4');
await makeLonger(file, path, size);
const expected = await sha256(path);
const files = ['warm.mp4', 'whole.mp4', 'broken.mp4'].map((name) => join(folder, name));
for (const copy of files) await copyFile(path, copy);
await upload(files[0], 0);
const whole = await upload(files[1], 0);
const broken = await upload(files[2], Number(times));
const right = [whole, broken].every((one) => one.sha256 === expected && one.size === size);
await dashboard.end('SIGTERM');
await rm(folder, { recursive: true });
console.log(JSON.stringify({
  megabytes: Number(megabytes),
  megabytes_per_second: Number(rate) || null,
  interruptions: Number(times),
  right,
  uninterrupted_ms: whole.ms,
  interrupted_ms: broken.ms,
  of_which_down_ms: broken.down,
  ratio_while_up: Number(((broken.ms - broken.down) / whole.ms).toFixed(2)),
}));
process.exit(right ? 0 : 1);
