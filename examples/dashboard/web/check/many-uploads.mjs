// Runs many concurrent uploads, small and large ones: how much memory does the server use?
//
//   node check/many-uploads.mjs PORT TOKEN FILE COUNT MEGABYTES MEGABYTES COMMAND...
// COMMAND starts a dashboard on PORT with TOKEN, once for each size. FILE is an MP4, which is padded to the given sizes. Prints one line of
// JSON.
import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Dashboard, makeLonger, sha256 } from './dashboard.mjs';

const [port, token, file, count, small, large, ...command] = process.argv.slice(2);
const dashboard = new Dashboard(port, token, command);

async function measure(megabytes) {
  const folder = await mkdtemp(join(tmpdir(), 'uploads'));
  const film = join(folder, 'film.mp4');
  await makeLonger(file, film, Number(megabytes) << 20);
  const expected = await sha256(film);
  await dashboard.start();
  const clients = [];
  for (let i = 0; i < Number(count); i++) {
    const copy = join(folder, `film-${i}.mp4`);
    await copyFile(film, copy);
    clients.push(dashboard.client(copy, join(folder, `memory-${i}.json`)));
  }
  const codes = await Promise.all(clients.map((client) => client.ended));
  const peak = await dashboard.peakMegabytes();
  let right = codes.every((code) => code === 0);
  for (const client of clients) {
    const video = await dashboard.json(`/api/videos/${client.text.trim().split('/').pop()}`);
    right &&= video.sha256 === expected;
  }
  await dashboard.end('SIGTERM');
  await rm(folder, { recursive: true });
  return { megabytes: Number(megabytes), peak_megabytes: peak, right };
}

const results = [await measure(small), await measure(large)];
console.log(JSON.stringify({ uploads_at_once: Number(count), results }));
process.exit(results.every((result) => result.right) ? 0 : 1);
