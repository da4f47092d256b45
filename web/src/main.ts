// Starts the app: hides the invitation from the address at once, then shows what this device already has.
import { mount } from 'svelte';
import App from './App.svelte';
import { createClient } from './lib/client.svelte';
import './styles/tokens.css';
import './styles/base.css';
import './styles/controls.css';

const target = document.getElementById('app');
if (!target) throw new Error('the page has no place for the app');

const invitation = location.hash.startsWith('#p=') ? location.href : undefined;
// The one-time secret must not stay in the history or in a shared screenshot of the address.
if (invitation) history.replaceState(null, '', location.pathname + location.search);

const client = createClient();
mount(App, { target, props: { client, invitation } });
void client.open();
