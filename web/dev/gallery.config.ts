// Builds the gallery alone, so that it can be looked at under the content policy of the real app.
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';

export default defineConfig({
  plugins: [svelte()],
  build: { rolldownOptions: { input: 'dev/gallery.html' }, assetsInlineLimit: 0, modulePreload: { polyfill: false }, reportCompressedSize: false },
});
