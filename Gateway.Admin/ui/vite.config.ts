import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

// The gateway serves what lands in ../wwwroot; while developing, vite serves the pages and passes the API on.
const api = { '/api': 'http://127.0.0.1:8082' };

export default defineConfig({
  base: '/',
  plugins: [react()],
  build: {
    outDir: '../wwwroot',
    emptyOutDir: true,
    target: 'es2022',
    sourcemap: false,
    // Inlined fonts and pictures would be data: URLs, which the content security policy refuses.
    assetsInlineLimit: 0,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: 'charts', test: /node_modules\/(echarts|zrender)/ },
            { name: 'react', test: /node_modules\/(react|react-dom|scheduler|@tanstack)\// },
          ],
        },
      },
    },
  },
  server: { proxy: api },
  preview: { proxy: api },
});
