// What can be done from here. The console refuses what it was not started for; pages ask first and hide it.

async function answer(response) {
  if (response.status === 204) {
    return null;
  }
  const body = await response.json().catch(() => ({error: `the console answered ${response.status}`}));
  if (!response.ok) {
    throw new Error(`${body.parameter ? `${body.parameter}: ` : ''}${body.error}`);
  }
  return body;
}

/** What is offered, and how replays go. */
export async function work(signal = undefined) {
  return answer(await fetch('/api/work', {signal}));
}

/** Keeps an alert quiet: its detector at its destination, for its model or for everyone. */
export async function suppress(alert, scope, title) {
  return answer(await fetch('/api/suppressions', {
    method: 'POST', headers: {'Content-Type': 'application/json'}, body: JSON.stringify({alert, scope, title}),
  }));
}

/** Takes back a rule that was made here. */
export async function withdraw(rule) {
  return answer(await fetch(`/api/rules/${encodeURIComponent(rule)}`, {method: 'DELETE'}));
}

/** Removes a case. */
export async function removeCase(name) {
  return answer(await fetch(`/api/cases/${encodeURIComponent(name)}`, {method: 'DELETE'}));
}

/** Sends a capture; tells which part of it has gone. The browser reads the file in pieces, it is never in memory as a whole. */
export function upload(name, file, progress) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', `/api/cases/${encodeURIComponent(name)}/captures?file=${encodeURIComponent(plainName(file.name))}`);
    request.setRequestHeader('Content-Type', 'application/octet-stream');
    request.upload.addEventListener('progress', (event) => progress(event.lengthComputable ? event.loaded / event.total : 0));
    request.addEventListener('error', () => reject(new Error('the console could not be reached')));
    request.addEventListener('load', () => {
      const body = JSON.parse(request.responseText || '{}');
      if (request.status === 202) {
        resolve(body);
      } else {
        reject(new Error(body.error ?? `the console answered ${request.status}`));
      }
    });
    request.send(file);
  });
}

function plainName(name) {
  return name.replace(/[^A-Za-z0-9._-]/g, '_').replace(/^[^A-Za-z0-9_]+/, '').slice(-120) || 'capture';
}
