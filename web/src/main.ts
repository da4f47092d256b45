// Starts the app: hides the invitation from the address at once, then shows what this device already has.
import { mount } from 'svelte';
import App from './App.svelte';
import { createClient } from './lib/client.svelte';
import { takeInvitation } from './lib/arriving';
import { readLanguage, speak, spokenLanguage } from './lib/language';
import { readTheme, showTheme } from './lib/theme';
import './styles/tokens.css';
import './styles/base.css';
import './styles/controls.css';

showTheme(readTheme());
const invitation = takeInvitation();
void speak(spokenLanguage(readLanguage(), navigator.languages), navigator.languages).then(() => {
  const target = document.getElementById('app');
  if (!target) throw new Error('the page has no place for the app');
  const client = createClient();
  mount(App, { target, props: { client, invitation } });
  void client.open();
});
