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
            // What most pages share, as one file: forty small ones take longer than all their bytes.
            { name: 'parts', test: /node_modules\/(@mantine\/(core|hooks)|@tabler|@floating-ui)\//, minShareCount: 2 },
            { name: 'pages', test: /src\/(app|widgets)\//, minShareCount: 2 },
          ],
        },
      },
    },
  },
  server: { proxy: api },
  preview: { proxy: api },
});
