// pages.mjs ADDRESS SHOTS [fed|gallery|told]: every kind of page: valid HTML, no barrier that axe knows, no sideways scroll at 320 px, complete without
// scripts, one request and no foreign host, within its budget; and looked at: screenshots, light and dark.
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

import { foreign, launch, open, result } from './browser.mjs';
import { axe, barriers, colours, reflow, validate } from './judge.mjs';

const base = process.argv[2].replace(/\/$/, '');
const shots = process.argv[3];
const fed = process.argv[4] === 'fed'; // an archive that follows feeds, some of them in trouble
const gallery = process.argv[4] === 'gallery'; // one with pictures, a page of its own, marks
const told = process.argv[4] === 'told'; // one with a story of three outlets

async function json(path) {
	return (await fetch(base + path)).json();
}

// Name, path, budget in bytes of gzip (null: none), status.
async function pages() {
	const articles = (await json('/api/v1/articles?limit=100')).articles;
	const changed = articles.find((a) => a.revisions > 1);
	const other = (lang) => articles.find((a) => a.lang.startsWith(lang)) ?? articles[0];
	const sources = (await json('/api/v1/sources')).sources;
	const day = articles[articles.length - 1].time.slice(0, 10);
	const killed = (await json('/api/v1/figures?slot=killed')).claims[0];
	const { claims } = await json('/api/v1/figures');
	const speaker = (await (await fetch(`${base}/figure/${killed.id}`)).text()).match(/\/name\/[0-9]+/)[0];

	return [
		['home', '/', 14, 200],
		['home-by-source', '/?by=source', 14, 200],
		['day', `/d/${day}`, 14, 200],
		['day-empty', '/d/1999-01-01', 14, 200],
		['article-changed', `/a/${changed.id}`, 14, 200],
		['article-hant', `/a/${other('zh-Hant').id}`, 14, 200],
		['article-english', `/a/${other('en').id}`, 14, 200],
		['article-converted', `/zh-hant/a/${changed.id}`, 14, 200],
		['version', `/a/${changed.id}/v/1`, 14, 200],
		['diff', `/a/${changed.id}/diff/1..2`, 16, 200],
		['diff-side', `/a/${changed.id}/diff/1..2?view=side&noise=1`, 16, 200],
		['diff-numbers', `/a/${changed.id}/diff/1..2?view=numbers`, 16, 200],
		['search', '/search', 16, 200],
		['search-hits', `/search?q=${encodeURIComponent('水库')}`, 16, 200],
		['search-narrowed', '/search?q=dam&sort=relevance&changed=1&from=2024', 16, 200],
		['search-fault', '/search?q=%22', 16, 400],
		['search-parts', `/search?all=${encodeURIComponent('水库')}&none=abc&source=${encodeURIComponent(sources[0].slug)}`, 16, 200],
		['search-nothing', `/search?q=${encodeURIComponent('水裤大坝决题 from:1999 to:1999')}`, 16, 200],
		['compare', '/compare', 24, 200],
		['compare-two', `/compare?a=${encodeURIComponent(sources[0].slug)}&b=${encodeURIComponent(sources[1].slug)}&to=${day}`, 24, 200],
		['settings', '/settings', 14, 200],
		['keys', '/zh-hans/help/keys', 14, 200],
		['sources', '/sources', 24, 200],
		['source', `/source/${encodeURIComponent(sources[0].slug)}`, 24, 200],
		['day-by-time', '/?by=time', 14, 200],
		['stories', '/stories', 24, 200],
		['story', `/story/${changed.id}`, 24, 200],
		['story-mark', `/story/${changed.id}/mark`, 24, 200],
		['figures', '/figures', 24, 200],
		['figures-filtered', `/zh-hant/figures?slot=killed&speaker=${encodeURIComponent(killed.speaker)}&from=2024-05-01&to=2024-05-02`, 24, 200],
		['figures-none', '/figures?slot=bail&place=x', 24, 200],
		['figure', `/figure/${killed.id}`, 24, 200],
		['figure-converted', `/zh-hant/figure/${claims[claims.length - 1].id}`, 24, 200],
		['figure-article', `/a/${killed.article}/v/${killed.version}`, 14, 200],
		['name', speaker, 24, 200],
		['places', '/places', 24, 200],
		['places-filtered', '/zh-hans/places?slot=killed&from=2024-01-01', 24, 200],
		['changes', '/changes', 24, 200],
		['changes-all', '/changes?span=all&noise=1&order=time', 24, 200],
		['changes-none', '/zh-hant/changes?day=1999-01-01&class=claim', 24, 200],
		['feeds', '/feeds', 24, 200],
		['verify', '/verify', 16, 200],
		['verify-text', `/verify?q=${encodeURIComponent(changed.headline)}`, 16, 200],
		['about', '/about', 16, 200],
		['health', '/admin/health', null, 200],
		['not-found', '/nowhere/1', 14, 404],
	];
}

async function fedPages() {
	const { feeds } = await json('/api/v1/feeds');
	const found = (await json('/api/v1/pages')).pages;
	const page = (state) => found.find((p) => p.state === state);

	return [
		['fed-sources', '/sources', 24, 200],
		['fed-source', `/source/${feeds.find((f) => f.source).source}`, 24, 200],
		['fed-health', '/admin/health', null, 200],
		['fed-changes', '/changes', 24, 200],
		['fed-page-changed', `/a/${page('changed').article}`, 14, 200],
		['fed-page-gone', `/a/${page('gone').article}`, 14, 200],
		['fed-page-moved', `/zh-hant/a/${page('moved').article}`, 14, 200],
		['fed-capture', `/capture/${page('gone').proof_capture}`, 14, 200],
	];
}

async function galleryPages() {
	const articles = (await json('/api/v1/articles?limit=100')).articles;
	const pictured = articles.find((a) => a.lang.startsWith('zh')).id;
	const imported = articles.find((a) => a.lang === 'en').id;

	return [
		['gallery-article', `/a/${pictured}`, 14, 200],
		['gallery-converted', `/zh-hant/a/${pictured}`, 14, 200],
		['gallery-wrong', `/a/${pictured}/wrong`, 14, 200],
		['gallery-extract', `/admin/extract/${pictured}`, null, 200],
		['gallery-extract-imported', `/admin/extract/${imported}`, null, 200],
		['gallery-health', '/admin/health', null, 200],
	];
}

async function toldPages() {
	const { articles } = await json('/api/v1/search?story=1&sort=oldest');
	const [first, second] = articles;

	return [
		['told-home', '/', 14, 200],
		['told-story', `/story/${first.id}`, 24, 200],
		['told-pair', `/story/${first.id}?a=${first.id}&b=${second.id}`, 24, 200],
		['told-compare', '/zh-hant/compare?a=jiabao&b=yitai&from=2021-03-01&to=2021-03-31', 24, 200],
		['told-search', `/search?q=${encodeURIComponent('临江')}&story=1`, 16, 200],
	];
}

async function html(path) {
	const response = await fetch(base + path, { headers: { 'Accept-Language': 'zh-CN' } });

	return { status: response.status, text: await response.text(), policy: response.headers.get('content-security-policy') };
}

// With our policy off, so that the checker itself may run in the page.
async function inspected(browser, name, path) {
	const { context, page } = await open(browser, base, { colorScheme: 'light', bypassCSP: true });

	await page.goto(base + path);
	await page.evaluate(axe);
	result(`${name}: no barriers, light`, await barriers(page));
	await page.emulateMedia({ colorScheme: 'dark' });
	result(`${name}: no barriers, dark`, await barriers(page, colours));
	result(`${name}: no sideways scroll`, await reflow(page));
	await context.close();
}

async function withoutScripts(browser, name, path) {
	const { context, page, asked } = await open(browser, base, { javaScriptEnabled: false });
	const faults = [];

	await page.goto(base + path);
	for (const [colorScheme, width] of [['light', 390], ['dark', 390], ['light', 320], ['light', 1200]]) {
		await page.emulateMedia({ colorScheme });
		await page.setViewportSize({ width, height: 844 });
		await page.screenshot({ path: join(shots, `${name}-${width}-${colorScheme}.png`), fullPage: true });
	}
	faults.push(...foreign(asked, base).map((url) => `asked for ${url}`));
	if (asked.filter((url) => !url.endsWith('/favicon.ico') && !(gallery && url.includes('/img/'))).length !== 1)
		faults.push(`${asked.length} requests: ${asked.join(' ')}`);
	if (await page.locator('h1').count() !== 1)
		faults.push('not one h1');
	if (!(await page.locator('main').innerText()).trim())
		faults.push('nothing in main');
	await context.close();
	return faults;
}

// The policy lets our style through and nothing else: the body's colour is not the browser's own.
async function styled(browser) {
	const { context, page } = await open(browser, base, { colorScheme: 'light' });
	const complaints = [];

	page.on('console', (message) => complaints.push(message.text()));
	await page.goto(`${base}/`);
	const colour = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
	await context.close();
	return colour === 'rgb(251, 250, 246)' ? complaints : [`background ${colour}`, ...complaints];
}

// What a keyboard meets first is the way past the navigation, and it can be seen.
async function keyboard(browser) {
	const { context, page } = await open(browser, base, {});
	const faults = [];

	await page.goto(`${base}/`);
	await page.keyboard.press('Tab');
	const first = await page.evaluate(() => {
		const box = document.activeElement.getBoundingClientRect();
		return { link: document.activeElement.getAttribute('href'), width: box.width, height: box.height };
	});
	if (first.link !== '#main' || first.width < 24 || first.height < 24)
		faults.push(JSON.stringify(first));
	await page.keyboard.press('Tab');
	const outline = await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle);
	if (outline === 'none')
		faults.push('focus cannot be seen');
	await context.close();
	return faults;
}

// Pictures are whole, as large as the page said before they came, and never wider than the screen; what readers say is kept.
async function pictures(browser, path) {
	const { context, page } = await open(browser, base, { viewport: { width: 320, height: 640 } });
	const faults = [];

	await page.goto(base + path, { waitUntil: 'networkidle' });
	for (const image of await page.locator('img').all()) {
		await image.scrollIntoViewIfNeeded();
		await page.waitForTimeout(100);
		const seen = await image.evaluate((i) => ({ width: i.naturalWidth, height: i.naturalHeight, said: [i.getAttribute('width'),
			i.getAttribute('height')].join(), shown: i.getBoundingClientRect().right, alt: i.alt }));

		if (`${seen.width},${seen.height}` !== seen.said || seen.shown > 320 || !seen.alt)
			faults.push(JSON.stringify(seen));
	}
	if (await page.locator('img').count() !== 2)
		faults.push(`${await page.locator('img').count()} pictures`);
	await context.close();
	return faults;
}

async function marking(browser, path) {
	const { context, page } = await open(browser, base, { javaScriptEnabled: false });

	await page.goto(base + path);
	await page.locator('details:has(select) > summary').click();
	await page.selectOption('select[name=what]', 'picture');
	await page.fill('input[name=words]', '图片放错了');
	await page.click('form[method=post] button');
	const faults = page.url() === `${base}${path}/wrong` && /2/.test(await page.locator('main').innerText()) ? [] : [page.url(),
		await page.locator('main').innerText()];
	await context.close();
	return faults;
}

// A choice is a cookie, and what was chosen is seen; taken back, there is none.
async function choosing(browser, path) {
	const { context, page } = await open(browser, base, { javaScriptEnabled: false });
	const faults = [];
	const look = () => page.evaluate(() => [getComputedStyle(document.body).backgroundColor, getComputedStyle(document.documentElement).fontSize].join());
	const choose = async (values) => {
		await page.goto(`${base}/settings`);
		for (const [name, value] of Object.entries(values))
			await page.locator(`input[name=${name}][value="${value}"]`).check();
		await page.selectOption('select[name=letters]', values.theme === 'dark' ? '22' : '0');
		await page.click('form[method=post] button');
	};

	await page.goto(base + path);
	if ((await context.cookies()).length)
		faults.push('a cookie without a choice');
	await choose({ theme: 'dark', script: 'zh-hant', keys: 1 });
	if (page.url() !== `${base}/settings`)
		faults.push(page.url());
	await page.goto(base + path);
	if (await look() !== 'rgb(23, 22, 20),22px' || await page.getAttribute('html', 'lang') !== 'zh-Hant')
		faults.push(await look());
	await choose({ theme: 'auto', script: 'as-published', keys: 0 });
	if ((await context.cookies()).length)
		faults.push('the cookie stays');
	await context.close();
	return faults;
}

// Keys do what links do, once switched on, and nothing before; our own script is all that the policy lets through.
async function keysPressed(browser) {
	const { context, page, asked } = await open(browser, base, {});
	const faults = [];
	const press = async (key, wanted) => {
		await page.keyboard.press(key);
		await page.waitForURL((url) => wanted.test(url.pathname), { timeout: 5000 }).catch(() => faults.push(`${key}: ${page.url()}`));
	};

	await page.goto(`${base}/`);
	await page.keyboard.press('j');
	if (await page.evaluate(() => document.activeElement !== document.body))
		faults.push('a key does something before it was switched on');
	await context.addCookies([{ name: 'xinshi', value: 'keys', url: base }]);
	await page.goto(`${base}/`);
	await page.keyboard.press('j');
	await page.keyboard.press('j');
	await page.keyboard.press('k');
	await press('o', /^\/(a|story)\/\d+$/);
	await page.keyboard.press('/');
	await page.keyboard.type('gh?');
	if (await page.inputValue('[type=search]') !== 'gh?')
		faults.push('typing into a field is not typing');
	await page.keyboard.press('Tab');
	await page.evaluate(() => document.activeElement.blur());
	await page.keyboard.press('g');
	await press('c', /\/changes$/);
	await page.keyboard.press('g');
	await press('h', /^\/$/);
	await press('[', /^\/d\//);
	await press('?', /\/help\/keys$/);
	faults.push(...foreign(asked, base));
	await context.close();
	return faults;
}

// What a home screen asks for is there, and no worker is named.
async function homeScreen() {
	const manifest = await json('/manifest.webmanifest');
	const faults = [];

	for (const icon of manifest.icons) {
		const response = await fetch(new URL(icon.src, base));
		const bytes = Buffer.from(await response.arrayBuffer());

		if (response.status !== 200 || `${bytes.readUInt32BE(16)}x${bytes.readUInt32BE(20)}` !== icon.sizes)
			faults.push(icon.src);
	}
	const script = gzipSync(Buffer.from(await (await fetch(`${base}/keys.js`)).arrayBuffer())).length;
	if (script > 6000)
		faults.push(`keys.js takes ${script}`);
	return faults;
}

// Every address that a page names answers; forms lead where they say.
async function links(list) {
	const faults = [], seen = new Set();

	for (const [, path, , wanted] of list) {
		const { text, status } = await html(path);

		if (status !== wanted || status !== 200)
			continue;
		for (const [, href] of text.matchAll(/(?:href|action)=["'](\/[^"']*)["']/g))
			seen.add(href.replaceAll('&amp;', '&').replaceAll('&#38;', '&'));
	}
	for (const href of seen) {
		const { status } = await fetch(base + href);

		if (status !== 200)
			faults.push(`${status} ${href}`);
	}
	return faults;
}

const list = fed ? await fedPages() : gallery ? await galleryPages() : told ? await toldPages() : await pages();
const texts = {};

for (const [name, path, , status] of list) {
	const page = await html(path);

	texts[name] = page.text;
	result(`${name}: status ${status}`, page.status === status ? [] : [page.status]);
}
const invalid = validate(texts);
const browser = await launch();

for (const [name, path, budget] of list) {
	const size = gzipSync(texts[name]).length;

	result(`${name}: valid HTML`, invalid[name] ?? []);
	if (budget)
		result(`${name}: at most ${budget} kB compressed`, size <= budget * 1000 ? [] : [size]);
	await inspected(browser, name, path);
	result(`${name}: whole without scripts, in one request`, await withoutScripts(browser, name, path));
}
if (gallery) {
	result('pictures are whole and in their places', await pictures(browser, list[0][1]));
	result('a mark is kept, by our own page', await marking(browser, list[0][1]));
} else if (!fed && !told) {
	result('the style is let through, nothing complains', await styled(browser));
	result('the keyboard finds the way', await keyboard(browser));
	result('settings are a cookie, and only then', await choosing(browser, list.find(([name]) => name === 'article-changed')[1]));
	result('keys, once they are on', await keysPressed(browser));
	result('a home screen has what it needs', await homeScreen());
}
result('every link leads somewhere', await links(list));
await browser.close();
