// Shared by the upload checks: a dashboard that they start and kill, videos of any size, and clients in separate processes.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { copyFile, open, readFile, stat } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const client = fileURLToPath(new URL('upload-client.mjs', import.meta.url));

/** A dashboard in a separate process. */
export class Dashboard {
  constructor(port, token, command) {
    this.url = `http://localhost:${port}`;
    this.token = token;
    this.command = command;
    process.on('exit', () => this.process?.kill('SIGKILL')); // even after an error
  }

  /** Routes clients through another port. */
  through(port) {
    this.uploadUrl = `http://localhost:${port}`;
  }

  /** Starts it, and returns the milliseconds until it responded. */
  async start() {
    const began = Date.now();
    this.process = spawn(this.command[0], this.command.slice(1), { stdio: ['ignore', 'ignore', 'inherit'] });
    while (!(await fetch(`${this.url}/healthz`).then((answer) => answer.ok, () => false))) await pause(20);
    return Date.now() - began;
  }

  async end(signal) {
    this.process.kill(signal);
    await once(this.process, 'exit');
  }

  async json(path) {
    const answer = await fetch(this.url + path, { headers: { Authorization: `Bearer ${this.token}` } });
    return answer.json();
  }

  /** Its peak memory in megabytes, on Linux. */
  async peakMegabytes() {
    const status = await readFile(`/proc/${this.process.pid}/status`, 'utf8');
    return Math.round(Number(/VmHWM:\s+(\d+)/.exec(status)[1]) / 1024);
  }

  /** Starts a client that uploads a file; `ended` resolves to its exit code, and `text` then ends with the URL of the upload. */
  client(path, memory) {
    const child = spawn(process.execPath, [client, this.uploadUrl ?? this.url, this.token, path, memory], { stdio: ['ignore', 'pipe', 'inherit'] });
    child.text = '';
    child.stdout.on('data', (bytes) => (child.text += bytes));
    child.ended = once(child, 'close').then(([code]) => code);
    return child;
  }
}

/** Copies an MP4 and pads it to a size. */
export async function makeLonger(file, target, size) {
  await copyFile(file, target);
  const at = (await stat(target)).size;
  const head = Buffer.alloc(8);
  head.writeUInt32BE(size - at, 0);
  head.write('free', 4, 'latin1');
  const out = await open(target, 'r+');
  await out.write(head, 0, 8, at);
  const filler = Buffer.alloc(1 << 20, 'nothing ');
  for (let place = at + 8; place < size; place += filler.length) {
    await out.write(filler, 0, Math.min(filler.length, size - place), place);
  }
  await out.close();
}

export async function sha256(path) {
  const hash = createHash('sha256');
  for await (const bytes of createReadStream(path)) hash.update(bytes);
  return hash.digest('hex');
}
