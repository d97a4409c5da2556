import { defineConfig } from 'vite';

// The server to which the development server forwards requests.
const server = 'http://localhost:7070';

export default defineConfig({
  base: './',
  build: {
    // The Maven build runs this in target/page. Otherwise: vite build --outDir FOLDER
    outDir: '../classes/public',
    emptyOutDir: true,
    target: 'es2022',
    cssTarget: ['chrome123', 'firefox121', 'safari17.5'],
    sourcemap: false,
    modulePreload: { polyfill: false },
    // The server's content security policy forbids data: URLs in style sheets and scripts.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 700,
  },
  server: {
    proxy: { '/api': server },
  },
});
