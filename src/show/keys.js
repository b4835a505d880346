// keys.js: what links and forms do, by single keys; read only by who has switched it on (/help/keys).  It finds its way by
// the page's own links, asks for nothing and keeps nothing.
(() => {
	'use strict';
	let waits = '', timer = 0;
	const first = (...selectors) => selectors.map((s) => document.querySelector(s)).find((e) => e);
	const go = (...selectors) => {
		const link = first(...selectors);
		if (link)
			location.assign(link.href);
		return !!link;
	};
	const section = (path) => [...document.querySelectorAll('header nav a')].find((a) => a.pathname.replace(/^\/(zh-han[st]|original)/, '') === path);
	const step = (by) => {
		const lines = [...document.querySelectorAll('.list li > a:first-child')];
		const at = lines.indexOf(document.activeElement);
		const line = lines[at < 0 ? (by > 0 ? 0 : lines.length - 1) : at + by];
		if (!line)
			return false;
		line.focus();
		line.scrollIntoView({ block: 'center' });
		return true;
	};
	const visit = (link) => {
		if (link)
			location.assign(link.href);
		return !!link;
	};
	const keys = {
		j: () => step(1),
		k: () => step(-1),
		o: () => document.activeElement.matches('a') && (document.activeElement.click(), true),
		v: () => go('main a[rel~=noopener]'),
		d: () => go('main a[href*="/diff/"]'),
		s: () => go('main a[href*="/story/"]'),
		x: () => go('footer a[href^="/zh-han"]'),
		'[': () => go('main a[rel=prev]', 'link[rel=prev]'),
		']': () => go('main a[rel=next]', 'link[rel=next]'),
		'/': () => {
			const field = first('main [type=search]', '[type=search]');
			if (field)
				field.focus();
			return !!field;
		},
		'?': () => go('footer a[href$="/help/keys"]'),
		gh: () => visit(section('/')),
		gc: () => visit(section('/changes')),
		gs: () => visit(section('/stories')),
		gf: () => visit(section('/figures')),
	};
	document.addEventListener('keydown', (event) => {
		if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || event.target.closest('input,select,textarea,[contenteditable]'))
			return;
		const typed = waits + event.key;
		waits = '';
		clearTimeout(timer);
		if (typed === 'g') {
			waits = 'g';
			timer = setTimeout(() => { waits = ''; }, 1500);
		} else if (keys[typed]) {
			if (keys[typed]())
				event.preventDefault();
		}
	});
})();
