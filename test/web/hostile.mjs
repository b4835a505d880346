// hostile.mjs make FOLDER LIST...: article files with hostile bodies, from lists of {"payload": ...} a line; lists that are not
// there are left out.
// hostile.mjs open ADDRESS: opens every article of such an archive with the content policy switched off, so that our cleaning alone
// has to hold: no script runs, no handler stands, no foreign request is made.
// hostile.mjs pages FOLDER LIST...: the same payloads in web pages, and FOLDER/batch, which names them for extract --batch.
// hostile.mjs contents ADDRESS EXTRACTED: opens the content of each line of extract --json by itself, under no policy at all: the same
// has to hold, pictures of the article being all that is asked for; and the browser writes it as it read it.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { foreign, launch, open, result } from './browser.mjs';

function payloads(lists) {
	return lists.filter(existsSync).flatMap((list) =>
		readFileSync(list, 'utf8').split('\n').filter(Boolean).map((line) => JSON.parse(line).payload));
}

// The item's HTML is one line.  A payload stands alone, and again in the middle of a text; some try the title as well.
function make(folder, lists) {
	mkdirSync(join(folder, 'Evil Gazette'), { recursive: true });
	payloads(lists).forEach((payload, i) => {
		const line = payload.replace(/[\r\n]/g, ' ').replaceAll('\0', '');
		const title = i % 3 ? `Case ${i}` : `Case ${i} ${line.replace(/[[\]()]/g, '').slice(0, 200)}`;
		const body = `<p>before</p>${line}<p>between ${line} after</p>`;

		writeFileSync(join(folder, 'Evil Gazette', `${String(i).padStart(6, '0')}.md`),
			`<!--${1612108800000 + i * 60000}-->\n[${title}](https://evil.example/case/${i})\n------\n\n${body}\n`);
	});
}

// In the page, before anything of it: whoever calls one of these got a script to run.
function watch() {
	window.caught = [];
	for (const name of ['alert', 'confirm', 'prompt', 'print', 'open', 'fetch', 'postMessage'])
		window[name] = () => window.caught.push(name);
	document.addEventListener('securitypolicyviolation', (e) => window.caught.push(e.violatedDirective));
}

// What stands in the page that could run, load or lead astray.
function inspect() {
	const faults = [...window.caught];
	const forbidden = 'script,iframe,object,embed,link[rel=stylesheet],svg,math,base,audio,video,img,main form form,[style],[srcdoc],[formaction],template,meta[http-equiv]';

	for (const element of document.querySelectorAll(forbidden))
		faults.push(element.outerHTML.slice(0, 120));
	for (const element of document.querySelectorAll('*')) {
		for (const { name, value } of element.attributes) {
			if (name.startsWith('on'))
				faults.push(`${name}=${value}`);
			if (['href', 'src', 'cite', 'action'].includes(name) && !/^(https?:\/\/|\/(?!\/)|#)/.test(value))
				faults.push(`${element.localName} ${name}=${value}`);
		}
	}
	for (const element of document.querySelectorAll('main [id], main [name]'))
		if (element.closest('.body, .list'))
			faults.push(`name or id in a body: ${element.outerHTML.slice(0, 80)}`);
	return faults;
}

async function visit(page, asked, url, base) {
	asked.length = 0;
	await page.goto(url);
	await page.evaluate(() => {
		for (const element of document.querySelectorAll('main *'))
			for (const kind of ['mouseover', 'focus', 'toggle', 'error', 'load'])
				element.dispatchEvent(new Event(kind, { bubbles: true }));
	});
	const faults = await page.evaluate(inspect);

	return [...faults, ...foreign(asked, base).map((address) => `asked for ${address}`)].map((fault) => `${url}: ${fault}`);
}

// A page of ours with hostile markup put in raw: each of these must be noticed.
async function unseen(page, base) {
	const raw = ['<img src=x onerror=alert(1)>', '<a href="javascript:alert(1)">a</a>', '<p onclick=alert(1)>p</p>', '<svg></svg>'];
	const missed = [];

	for (const markup of raw) {
		await page.goto(`${base}/about`);
		await page.evaluate((html) => { document.querySelector('main').innerHTML += html; }, markup);
		if (!(await page.evaluate(inspect)).length)
			missed.push(markup);
	}
	await page.goto(`${base}/about`);
	await page.addScriptTag({ content: 'alert(1)' });
	if (!(await page.evaluate(() => window.caught)).length)
		missed.push('a script that runs');
	return missed;
}

// ---- web pages ----

const long = 'Heavy rain has flooded the lower town for the third time this winter, and 214 people had to leave their houses on Monday.';
const places = [
	(p) => `<h1>Rain</h1><p>${long}</p>${p}<p>${long} ${long}</p>`,
	(p) => `<h1>Rain ${p}</h1><p>${long} ${p} and more, he said.</p><p>${long} ${long}</p>`,
	(p) => `<h1>Rain</h1><figure><img src="/a.jpg" alt='${p}'><figcaption>A boat ${p}</figcaption></figure><p>${long} ${long}</p>`,
];

function makePages(folder, lists) {
	const batch = [];

	mkdirSync(folder, { recursive: true });
	for (const [i, payload] of payloads(lists).entries()) {
		for (const [j, place] of places.entries()) {
			const path = join(folder, `${i}-${j}.html`);

			writeFileSync(path, `<!doctype html><html><head><meta charset="utf-8"><title>Rain ${payload}</title></head>`
				+ `<body><article>${place(payload)}</article></body></html>`);
			batch.push(JSON.stringify({ id: `${i}-${j}`, path, url: 'https://news.example/rain' }));
		}
	}
	writeFileSync(join(folder, 'batch'), `${batch.join('\n')}\n`);
}

// In the page: what is there, and what becomes of it when the browser writes and reads it once more.
function settle(html) {
	const faults = [];
	const box = document.createElement('div');

	document.body.innerHTML = html;
	box.innerHTML = html;
	const once = box.innerHTML;
	box.innerHTML = once;
	if (box.innerHTML !== once)
		faults.push(`not stable: ${once.slice(0, 200)}`);
	if (document.body.innerHTML !== once)
		faults.push('another tree in a body');
	for (const element of document.querySelectorAll('*'))
		for (const kind of ['mouseover', 'focus', 'toggle', 'error', 'load', 'click'])
			if (kind !== 'click' || element.localName !== 'a')
				element.dispatchEvent(new Event(kind, { bubbles: true }));
	const forbidden = 'script,iframe,frame,object,embed,link,style,svg,math,base,audio,video,form,input,button,[style],[srcdoc],[formaction],[id],[name],template,meta';
	for (const element of document.body.querySelectorAll(forbidden))
		faults.push(element.outerHTML.slice(0, 120));
	for (const element of document.body.querySelectorAll('*'))
		for (const { name, value } of element.attributes) {
			if (name.startsWith('on') || name === 'class')
				faults.push(`${name}=${value}`);
			if (['href', 'src', 'cite'].includes(name) && !/^https?:\/\//.test(value))
				faults.push(`${element.localName} ${name}=${value}`);
		}
	return [...window.caught, ...faults];
}

async function openContents(base, file) {
	const browser = await launch();
	const { page, asked, context } = await open(browser, base, { bypassCSP: true });
	const lines = readFileSync(file, 'utf8').split('\n').filter(Boolean).map((line) => JSON.parse(line));
	const faults = [], pictures = new Set();
	let kept = 0;

	await context.addInitScript(watch);
	await page.goto(`${base}/robots.txt`);
	for (const { id, content } of lines) {
		if (!content)
			continue;
		kept++;
		for (const [, src] of content.matchAll(/<img src="([^"]*)"/g))
			pictures.add(new URL(src.replaceAll('&amp;', '&')).href);
		await page.evaluate(() => { window.caught = []; });
		faults.push(...(await page.evaluate(settle, content)).map((fault) => `${id}: ${fault}`));
	}
	await page.waitForTimeout(200); // what was asked for last
	faults.push(...foreign(asked, base).filter((url) => !pictures.has(new URL(url).href)).map((url) => `asked for ${url}`));
	result(`${kept} hostile pages, what was read of them opened without any policy: nothing runs, nothing loads, nothing changes`,
		kept > 100 ? faults : [`only ${kept} of ${lines.length} pages held an article`]);
	await page.evaluate(settle, '<p onclick="alert(1)">x</p><svg><p>y</p></svg>').then((seen) =>
		result('the watch over contents sees what it is for', seen.length >= 2 ? [] : ['missed']));
	await browser.close();
}

async function addresses(base) {
	const list = [];
	let after = '';

	for (;;) {
		const answer = await (await fetch(`${base}/api/v1/articles?limit=100${after}`)).json();

		list.push(...answer.articles.map((article) => `${base}/a/${article.id}`));
		if (!answer.next)
			break;
		after = `&after=${answer.next}`;
	}
	return list;
}

async function openAll(base) {
	const browser = await launch();
	const { page, asked, context } = await open(browser, base, { bypassCSP: true });
	const articles = await addresses(base);
	const faults = [];

	await context.addInitScript(watch);
	result('the watch sees what it is for', await unseen(page, base));
	for (const url of articles)
		faults.push(...await visit(page, asked, url, base));
	result(`${articles.length} hostile articles, opened without a policy: nothing runs, nothing loads`,
		articles.length ? faults : ['no article was there']);
	for (const path of ['/', '/?by=source', '/source/evil-gazette', '/search?q=case', '/search?q=%3Cscript%3Ealert(1)%3C/script%3E',
		'/verify?q=%3Cimg+src%3Dx+onerror%3Dalert(1)%3E', '/changes', '/admin/health', '/%3Cscript%3E'])
		result(`hostile: ${path}`, await visit(page, asked, base + path, base));
	await browser.close();
}

const [verb, target, ...lists] = process.argv.slice(2);

if (verb === 'make')
	make(target, lists);
else if (verb === 'pages')
	makePages(target, lists);
else if (verb === 'contents')
	await openContents(target.replace(/\/$/, ''), lists[0]);
else
	await openAll(target.replace(/\/$/, ''));
