import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** The screens: built to dist/web, served by `lorescope serve`; in development vite hands /api to that server. */
export default defineConfig({
  root: import.meta.dirname,
  base: './',
  plugins: [react()],
  build: {
    outDir: '../dist/web',
    emptyOutDir: true,
    chunkSizeWarningLimit: 600,
    assetsInlineLimit: 0,
    reportCompressedSize: true,
  },
  server: {
    port: 5173,
    strictPort: false,
    proxy: { '/api': { target: `http://127.0.0.1:${process.env['LORESCOPE_PORT'] ?? '8080'}` } },
  },
});
