// All state of a page is its address. These functions read it, change it, and tell who listens.

const listeners = new Set();

/** The address as path and parameters. */
export function current() {
  return {path: location.pathname, params: new URLSearchParams(location.search)};
}

/** Parameters that stay when the page changes. */
const KEPT = ['case', 'from', 'to', 'tz'];

/** Address of a page in the same case, time range and time zone. */
export function link(path, params = {}) {
  const query = new URLSearchParams();
  const now = current().params;
  for (const name of KEPT) {
    if (now.get(name)) {
      query.set(name, now.get(name));
    }
  }
  for (const [name, value] of Object.entries(params)) {
    if (value === null || value === undefined || value === '') {
      query.delete(name);
    } else {
      query.set(name, value);
    }
  }
  const text = query.toString();
  return text ? `${path}?${text}` : path;
}

/** Address of this page with some parameters changed; paging starts over. */
export function here(changes) {
  const {path, params} = current();
  params.delete('offset');
  for (const [name, value] of Object.entries(changes)) {
    if (value === null || value === undefined || value === '') {
      params.delete(name);
    } else {
      params.set(name, value);
    }
  }
  const text = params.toString();
  return text ? `${path}?${text}` : path;
}

/** Goes to an address of ours. */
export function go(address, replace = false) {
  history[replace ? 'replaceState' : 'pushState'](null, '', address);
  listeners.forEach((listener) => listener());
}

/** Calls when the address changed. */
export function onChange(listener) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

addEventListener('popstate', () => listeners.forEach((listener) => listener()));

addEventListener('click', (event) => {
  const anchor = event.composedPath().find((node) => node instanceof HTMLAnchorElement);
  const plain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
  if (!anchor || !plain || anchor.target || anchor.hasAttribute('download') || anchor.dataset.plain !== undefined) {
    return;
  }
  const to = new URL(anchor.href);
  if (to.origin === location.origin && !to.pathname.startsWith('/api/') && !to.hash) {
    event.preventDefault();
    const moved = to.pathname !== location.pathname;
    go(to.pathname + to.search);
    if (moved) {
      scrollTo(0, 0);
      document.getElementById('content')?.focus({preventScroll: true});
    }
  }
});
