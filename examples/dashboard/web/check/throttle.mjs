// A proxy to a server on this machine that limits the bandwidth, like most networks.
import { createServer, connect } from 'node:net';

/** Starts it, and returns the port to use instead. */
export function throttle(port, megabytesPerSecond) {
  const perTick = (megabytesPerSecond * (1 << 20)) / 50; // of 20 ms
  let left = perTick;
  const waiting = new Set();
  setInterval(() => {
    left = perTick;
    for (const source of waiting) source.resume();
    waiting.clear();
  }, 20).unref();
  const server = createServer((client) => {
    const target = connect(port, '127.0.0.1');
    const end = () => {
      client.destroy();
      target.destroy();
      waiting.delete(client);
    };
    client.on('data', (bytes) => {
      left -= bytes.length;
      const full = !target.write(bytes);
      if (left <= 0) {
        client.pause();
        waiting.add(client);
      } else if (full) {
        client.pause();
        target.once('drain', () => client.resume());
      }
    });
    target.pipe(client);
    for (const side of [client, target]) side.on('error', end).on('close', end);
  });
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server.address().port)).unref());
}
