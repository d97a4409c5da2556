import { defineConfig } from 'vite';

// The server that the development server passes requests on to.
const server = 'http://localhost:7070';

export default defineConfig({
  base: './',
  build: {
    // The Maven build runs this in target/page. Elsewhere: vite build --outDir FOLDER
    outDir: '../classes/public',
    emptyOutDir: true,
    target: 'es2022',
    cssTarget: ['chrome123', 'firefox121', 'safari17.5'],
    sourcemap: false,
    modulePreload: { polyfill: false },
    // The policy of the server allows no data: in style sheets or scripts.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 700,
  },
  server: {
    proxy: { '/api': server },
  },
});
