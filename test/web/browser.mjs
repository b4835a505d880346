// browser.mjs: what the browser tests share: TAP, and Chromium with every request written down.
import { chromium } from 'playwright-core';

let count = 0;

// A line of TAP; faults is a list, empty where all is well.
export function result(name, faults) {
	count++;
	console.log(`${faults.length ? 'not ok' : 'ok'} ${count} - ${name}`);
	for (const fault of faults.slice(0, 20))
		console.log(`# ${String(fault).replaceAll('\n', '\n# ')}`);
}

export function launch() {
	return chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] });
}

// A page of its own, with the list of what it asked for; foreign hosts are never reached.
export async function open(browser, base, options) {
	const context = await browser.newContext({ viewport: { width: 390, height: 844 }, locale: 'zh-CN', ...options });
	const asked = [];

	await context.route('**/*', (route) => {
		const url = route.request().url();

		asked.push(url);
		return new URL(url).origin === new URL(base).origin ? route.continue() : route.abort();
	});
	return { context, asked, page: await context.newPage() };
}

export function foreign(asked, base) {
	return asked.filter((url) => new URL(url).origin !== new URL(base).origin);
}
