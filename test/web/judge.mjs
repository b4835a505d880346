// judge.mjs: who says whether a page is well made: the HTML checker, axe, a narrow screen.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const require = createRequire(import.meta.url);

export const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

// What the checker calls an error although it is none: properties younger than it.
const young = /CSS: “(text-autospace|text-size-adjust|clip-path|outline-offset)”/;

// One run of the checker for all pages: its start costs more than its work.
export function validate(texts) {
	const folder = mkdtempSync(join(tmpdir(), 'xinshi-html-'));
	const faults = {};
	let output = '';

	for (const [name, text] of Object.entries(texts))
		writeFileSync(join(folder, `${name}.html`), text);
	try {
		execFileSync('java', ['-jar', require.resolve('vnu-jar/build/dist/vnu.jar'), '--errors-only', '--format', 'json',
			...Object.keys(texts).map((name) => join(folder, `${name}.html`))], { stdio: 'pipe', maxBuffer: 1 << 26 });
	} catch (error) {
		output = String(error.stderr);
	}
	rmSync(folder, { recursive: true });
	for (const message of output ? JSON.parse(output).messages : [])
		if (!young.test(message.message))
			(faults[message.url.replace(/.*\/(.*)\.html/, '$1')] ??= []).push(`line ${message.lastLine}: ${message.message}`);
	return faults;
}

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

// Colours alone change with the theme: what was looked at in light needs no second look but for them.
export const colours = { type: 'rule', values: ['color-contrast'] };

export async function barriers(page, only = rules) {
	const { violations } = await page.evaluate((values) => window.axe.run({ runOnly: values }), only);

	return violations.map((v) => `${v.id}: ${v.help}: ${v.nodes.map((n) => n.html).slice(0, 3).join(' ')}`);
}

// As wide as it is at 320 px, and there with the reader's own spacing of text (WCAG 1.4.12).
export async function reflow(page) {
	const spacing = '* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }';
	const width = () => page.evaluate(() => document.documentElement.scrollWidth);
	const faults = [];

	await page.setViewportSize({ width: 320, height: 640 });
	if (await width() > 320)
		faults.push(`${await width()} px wide`);
	await page.addStyleTag({ content: spacing });
	if (await width() > 320)
		faults.push(`${await width()} px wide with wider spacing`);
	return faults;
}
