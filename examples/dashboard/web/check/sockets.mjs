// Runs many clients of the official socket.io-client, some of which lose their connection again and again, while videos are
// processed: does each client get each durable event exactly once and in order, and how fast?
//
//   node check/sockets.mjs URL TOKEN FILE [CLIENTS] [VIDEOS]
// Prints one line of JSON; exits with 1 if any event was missed, duplicated or out of order.
import { readFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { io } from 'socket.io-client';

const [url, token, file, clientCount = '200', videoCount = '50'] = process.argv.slice(2);
const headers = { Authorization: `Bearer ${token}` };
const project = `load-${Date.now()}`;
const { socket_port: port } = await json('/api/config');
const sockets = new URL(url);
sockets.port = port;
const settled = new Set(['completed', 'failed', 'rejected', 'cancelled']);

class Client {
  constructor(restless) {
    this.restless = restless;
    this.received = new Map(); // numbers by video, in order of arrival
    this.delays = [];
    this.cursor = undefined;
    this.reconnects = -1;
    this.since = Infinity;
    this.socket = io(sockets.href, {
      path: '/socket.io/',
      transports: ['websocket'],
      auth: (answer) => answer({ token }),
      reconnectionDelay: 50,
      forceNew: true,
    });
    this.socket.on('video_processing_update', (event) => this.take(event));
    this.ready = new Promise((resolve, reject) => {
      this.socket.on('connect_error', (error) => (error.message === 'unauthorized' ? reject(error) : undefined));
      this.socket.on('connect', async () => {
        const wish = this.cursor === undefined ? { project_id: project } : { project_id: project, after: this.cursor };
        const answer = await this.socket.emitWithAck('subscribe', wish).catch(() => null);
        if (answer === null) return; // lost again; there will be another connection
        if (answer.error) return reject(new Error(answer.error.detail));
        this.cursor ??= answer.cursor;
        this.reconnects++;
        this.since = Date.now();
        resolve();
      });
    });
  }

  take(event) {
    if (event.event_number === null) return; // progress
    const numbers = this.received.get(event.video_id) ?? [];
    numbers.push(event.event_number);
    this.received.set(event.video_id, numbers);
    this.cursor = event.cursor;
    const at = Date.parse(event.timestamp);
    if (at > this.since) this.delays.push(Date.now() - at);
  }

  async loseConnections(until) {
    while (!until()) {
      await pause(1000 + Math.random() * 4000);
      this.since = Infinity;
      this.socket.io.engine.close(); // like a broken network, without closing properly
    }
  }

  faults(events) {
    let missed = 0;
    let twice = 0;
    let disordered = 0;
    for (const [video, count] of events) {
      const numbers = this.received.get(video) ?? [];
      const distinct = new Set(numbers);
      missed += count - distinct.size;
      twice += numbers.length - distinct.size;
      disordered += numbers.filter((number, i) => i > 0 && number <= numbers[i - 1]).length;
    }
    return { missed, twice, disordered };
  }
}

async function json(path, options = {}) {
  const response = await fetch(url + path, { ...options, headers: { ...headers, ...options.headers } });
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return response.json();
}

const clients = Array.from({ length: Number(clientCount) }, (_, i) => new Client(i % 2 === 0));
await Promise.all(clients.map((client) => client.ready));
const bytes = await readFile(file);
let done = false;
const lossy = clients.filter((client) => client.restless).map((client) => client.loseConnections(() => done));

const videos = [];
for (let i = 0; i < Number(videoCount); i++) {
  const query = `project=${project}&file_name=clip-${i}.mp4`;
  videos.push(await json(`/api/videos?${query}`, { method: 'POST', body: bytes, headers: { 'Content-Type': 'application/octet-stream' } }));
}
let last = [];
do {
  await pause(500);
  last = (await json(`/api/videos?project=${project}&limit=1000`)).items;
} while (!last.every((video) => settled.has(video.status)));
done = true;
await Promise.all(lossy);

const events = new Map(last.map((video) => [video.id, video.event_number]));
const complete = (client) => client.faults(events).missed === 0;
for (let i = 0; i < 150 && !clients.every(complete); i++) await pause(100); // some have just lost their connection
const sum = { missed: 0, twice: 0, disordered: 0 };
for (const client of clients) {
  const faults = client.faults(events);
  for (const kind of Object.keys(sum)) sum[kind] += faults[kind];
  client.socket.disconnect();
}
const delays = clients.flatMap((client) => client.delays).sort((a, b) => a - b);
const at = (share) => delays[Math.min(delays.length - 1, Math.floor(share * delays.length))] ?? null;
console.log(JSON.stringify({
  clients: clients.length,
  videos: last.length,
  completed: last.filter((video) => video.status === 'completed').length,
  events: [...events.values()].reduce((all, count) => all + count, 0),
  received: clients.reduce((all, client) => all + [...client.received.values()].flat().length, 0),
  reconnects: clients.reduce((all, client) => all + Math.max(0, client.reconnects), 0),
  ...sum,
  delay_ms: { median: at(0.5), p99: at(0.99), measured: delays.length },
}));
process.exit(sum.missed + sum.twice + sum.disordered === 0 && last.every((video) => video.status === 'completed') ? 0 : 1);
