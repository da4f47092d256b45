// Shows any canned state: gallery.html?state=approval&pair=digits&lang=de#/review/t-done
import { mount } from 'svelte';
import App from '../src/App.svelte';
import '../src/styles/tokens.css';
import '../src/styles/base.css';
import '../src/styles/controls.css';
import { speak } from '../src/lib/language';
import { FixtureClient } from './fixture.svelte';

const target = document.getElementById('app');
if (!target) throw new Error('the page has no place for the app');
const query = new URLSearchParams(location.search);
const pair = query.get('pair');
const client = new FixtureClient(query.get('state') ?? 'rich');
Object.assign(window, { gallery: client }); // tests have things happen in it
const invitation = pair === null ? undefined : `https://studio-pc.example/#p=${pair}`;
// Not awaited at the top, which would cut the app into three times as many files.
void speak(query.get('lang') === 'de' ? 'de' : 'en', navigator.languages).then(() => mount(App, { target, props: { client, invitation } }));
