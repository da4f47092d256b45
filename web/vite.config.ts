// How the phone app is built and served while it is worked on.
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { VitePWA } from 'vite-plugin-pwa';
import { defineConfig } from 'vitest/config';

const HOST = process.env['FARHAND_DEV_HOST'] ?? 'http://127.0.0.1:8717';

export default defineConfig({
  base: '/',
  plugins: [
    svelte(),
    VitePWA({
      strategies: 'injectManifest',
      srcDir: 'src/worker',
      filename: 'sw.ts',
      injectRegister: false, // an inline script would need a hole in the content policy; the app registers its worker
      manifest: false, // web/public/manifest.webmanifest is written by hand
      injectManifest: { globPatterns: ['**/*.{js,css,html,svg,png,webmanifest,woff2}'] },
    }),
  ],
  // Components under test must be compiled for a browser, not for a server.
  ...(process.env['VITEST'] ? { resolve: { conditions: ['browser'] } } : {}),
  build: {
    outDir: '../src/farhand/app',
    emptyOutDir: true,
    target: ['es2022', 'safari16.4', 'chrome108', 'firefox114'],
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0, // data: URLs would need a hole in the content policy
    reportCompressedSize: false,
    manifest: true, // read by the size budget in tests/project
  },
  server: {
    proxy: {
      '/relay': { target: HOST, ws: true },
    },
  },
  test: {
    environment: 'node', // a component test asks for jsdom in its first line: `// @vitest-environment jsdom`
    include: ['src/**/*.test.ts'],
    passWithNoTests: false,
    testTimeout: 5000,
    restoreMocks: true,
  },
});
