// safest.mjs ADDRESS SHOTS: Firefox as Tor Browser's "Safest" has it - no scripts, no SVG, no MathML, no fonts from elsewhere - shows
// what Firefox shows: the same page, but for a few marks that the browser draws itself.  Screenshots of both are left in SHOTS.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { launch, result } from './browser.mjs';

const base = process.argv[2].replace(/\/$/, '');
const shots = process.argv[3];
const quiet = { 'browser.shell.checkDefaultBrowser': false, 'datareporting.policy.dataSubmissionEnabled': false,
	'browser.startup.homepage_override.mstone': 'ignore', 'intl.accept_languages': 'zh-CN', 'app.normandy.enabled': false,
	'network.captive-portal-service.enabled': false, 'network.connectivity-service.enabled': false };
const safest = { 'javascript.enabled': false, 'svg.disabled': true, 'mathml.disabled': true, 'gfx.downloadable_fonts.enabled': false };
const home = mkdtempSync(join(tmpdir(), 'xinshi-firefox-'));

function shot(name, kind, path, prefs) {
	const profile = join(home, kind), file = join(shots, `firefox-${name}-${kind}.png`);

	mkdirSync(profile, { recursive: true });
	writeFileSync(join(profile, 'user.js'), Object.entries({ ...quiet, ...prefs })
		.map(([pref, value]) => `user_pref(${JSON.stringify(pref)}, ${JSON.stringify(value)});\n`).join(''));
	execFileSync('firefox-esr', ['--headless', '--profile', profile, '--no-remote', '--window-size', '420,900', '--screenshot', file,
		base + path], { stdio: 'ignore', timeout: 60000, env: { ...process.env, HOME: home } });
	return `data:image/png;base64,${readFileSync(file).toString('base64')}`;
}

// Of 100 pixels: how many differ, how many of the first are not its paper.
function compared(page, one, other) {
	return page.evaluate(async (sources) => {
		const pixels = await Promise.all(sources.map(async (source) => {
			const image = new Image();
			image.src = source;
			await image.decode();
			const canvas = new OffscreenCanvas(image.width, image.height);
			const context = canvas.getContext('2d');
			context.drawImage(image, 0, 0);
			return new Uint32Array(context.getImageData(0, 0, image.width, image.height).data.buffer);
		}));
		const [a, b] = pixels;
		let different = 0, ink = 0;
		for (let i = 0; i < a.length; i++) {
			different += a[i] !== b[i];
			ink += a[i] !== a[0];
		}
		return { different: 100 * different / a.length, ink: 100 * ink / a.length };
	}, [one, other]);
}

const articles = (await (await fetch(`${base}/api/v1/articles?limit=100`)).json()).articles;
const changed = articles.find((a) => a.revisions > 1);
const browser = await launch();
const page = await browser.newPage();

for (const [name, path] of [['home', '/'], ['article', `/a/${changed.id}`], ['search', `/search?q=${encodeURIComponent('水库')}`],
	['story', `/story/${changed.id}`]]) {
	const seen = await compared(page, shot(name, 'safest', path, safest), shot(name, 'usual', path, {}));

	result(`${name}: whole in a browser without scripts, SVG, MathML and fonts`,
		seen.different < 10 && seen.ink > 2 ? [] : [JSON.stringify(seen)]);
	console.log(`# ${seen.different.toFixed(2)} % of the pixels differ`);
}
await browser.close();
rmSync(home, { recursive: true, force: true });
