// files.mjs DIR SHOTS: a mirror as it is read from a disk: every kind of page valid, without barriers, no sideways scroll at 320 px,
// whole without scripts, nothing asked for but files beside it; a reader who follows links alone gets everywhere.
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

import { launch, result } from './browser.mjs';
import { axe, barriers, colours, reflow, validate } from './judge.mjs';

const root = resolve(process.argv[2]);
const shots = process.argv[3];
const at = (name) => pathToFileURL(join(root, name)).href;

// The largest page of each folder, since it has most on it, and those at the top.
function pages() {
	const found = readdirSync(root).filter((name) => name.endsWith('.html')).map((name) => [name.replace('.html', ''), name]);
	const all = readdirSync(root, { recursive: true }).filter((name) => name.endsWith('.html') && name.includes('/'));
	const kinds = { day: /^d\/\d+\//, year: /^d\/\d+\.html/, article: /^a\//, version: /^v\/.*\/\d+\.html/, diff: /^v\/.*-\d+\.html/,
		story: /^t\//, changes: /^c\//, outlet: /^s\/.*index/, month: /^s\/.*-/, shelf: /^i\/[ab]\/[^/]*\/[^/]*\.html/,
		characters: /^i\/[ab]\/\d+\.html/ };
	const size = (name) => readFileSync(join(root, name)).length;

	for (const [kind, pattern] of Object.entries(kinds)) {
		const [largest] = all.filter((name) => pattern.test(name)).sort((a, b) => size(b) - size(a));
		if (largest)
			found.push([kind, largest]);
	}
	return found;
}

async function opened(browser, options) {
	const context = await browser.newContext({ viewport: { width: 390, height: 844 }, locale: 'zh-CN', ...options });
	const page = await context.newPage();
	const strange = [];

	page.on('request', (request) => request.url().startsWith(at('')) || strange.push(request.url()));
	page.on('requestfailed', (request) => strange.push(`failed: ${request.url()}`));
	return { context, page, strange };
}

async function inspected(browser, name, file) {
	const { context, page } = await opened(browser, { colorScheme: 'light', bypassCSP: true });

	await page.goto(at(file));
	await page.evaluate(axe);
	result(`${name}: no barriers, light`, await barriers(page));
	await page.emulateMedia({ colorScheme: 'dark' });
	result(`${name}: no barriers, dark`, await barriers(page, colours));
	result(`${name}: no sideways scroll`, await reflow(page));
	await context.close();
}

async function withoutScripts(browser, name, file) {
	const { context, page, strange } = await opened(browser, { javaScriptEnabled: false });

	await page.goto(at(file));
	for (const [colorScheme, width] of [['light', 390], ['dark', 320], ['light', 1200]]) {
		await page.emulateMedia({ colorScheme });
		await page.setViewportSize({ width, height: 844 });
		await page.screenshot({ path: join(shots, `files-${name}-${width}-${colorScheme}.png`), fullPage: width < 1200 });
	}
	if (await page.locator('h1').count() !== 1)
		strange.push('not one h1');
	if (!(await page.locator('main').innerText()).trim())
		strange.push('nothing in main');
	if (await page.locator('script, form, iframe').count())
		strange.push('what a file has no use for');
	await context.close();
	return strange;
}

// From the first page to a headline by its characters, and from the article to what changed.
async function walked(browser) {
	const { context, page, strange } = await opened(browser, { javaScriptEnabled: false });

	await page.goto(at('index.html'));
	await page.locator('nav a[href="search.html"]').click();
	await page.locator('main ul a').first().click();
	await page.locator('main ol a, main h3 a').first().click();
	if (!/\/(a|i)\//.test(page.url()))
		strange.push(`came to ${page.url()}`);
	await page.goto(at('index.html'));
	await page.locator('nav a[href="changes.html"]').click();
	await page.locator('main ol a').first().click();
	if (await page.locator('ins, del').count() === 0)
		strange.push(`no difference in ${page.url()}`);
	await context.close();
	return strange;
}

const browser = await launch();
const list = pages();
const faults = validate(Object.fromEntries(list.map(([name, file]) => [name, readFileSync(join(root, file), 'utf8')])));

for (const [name, file] of list) {
	result(`${name} (${file}): valid`, faults[name] ?? []);
	result(`${name}: from a disk, without scripts`, await withoutScripts(browser, name, file));
	await inspected(browser, name, file);
}
result('links alone lead to headlines, articles and changes', await walked(browser));
await browser.close();
