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

/** Keeps an alert quiet: its detector at its destination, for whom it is about, for the model, or for everyone. */
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

/** What a replay can be told besides captures. */
export const REFERENCES = ['inventory', 'lifecycle', 'policy'];

/**
 * Sends a capture, after the files it refers to; tells which part of the file at hand has gone. The browser reads files in pieces,
 * none is in memory as a whole.
 * @param {Object<string, File>} references by kind
 */
export async function upload(name, capture, references, progress) {
  const place = `/api/cases/${encodeURIComponent(name)}`;
  const query = new URLSearchParams({file: plainName(capture.name)});
  for (const [kind, file] of Object.entries(references)) {
    query.set(kind, plainName(file.name));
    await send('PUT', `${place}/references/${kind}?file=${encodeURIComponent(plainName(file.name))}`, file, progress);
  }
  return send('POST', `${place}/captures?${query}`, capture, progress);
}

function send(method, address, file, progress) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open(method, address);
    request.setRequestHeader('Content-Type', 'application/octet-stream');
    request.upload.addEventListener('progress', (event) => progress(event.lengthComputable ? event.loaded / event.total : 0));
    request.addEventListener('error', () => reject(new Error('the console could not be reached')));
    request.addEventListener('load', () => {
      const body = said(request);
      if (request.status === 200 || request.status === 202) {
        resolve(body);
      } else {
        reject(new Error(body.error ?? `the console answered ${request.status}`));
      }
    });
    request.send(file);
  });
}

// A proxy in between may answer in HTML.
function said(request) {
  try {
    return JSON.parse(request.responseText || '{}');
  } catch {
    return {};
  }
}

function plainName(name) {
  return name.replace(/[^A-Za-z0-9._-]/g, '_').replace(/^[^A-Za-z0-9_]+/, '').slice(-120) || 'capture';
}
