// hostile.mjs make FOLDER LIST...: article files with hostile bodies, from lists of {"payload": ...} a line; lists that are not
// there are left out.
// hostile.mjs open ADDRESS: opens every article of such an archive with the content policy switched off, so that our cleaning alone
// has to hold: no script runs, no handler stands, no foreign request is made.
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
else
	await openAll(target.replace(/\/$/, ''));
