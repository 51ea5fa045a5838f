/* What the scripts share: the phone's side, named steps, and a browser that sees nothing else. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const base = process.env.SIMULATOR || 'http://127.0.0.1:2790';

/** Calls the phone API and answers its JSON; an error status throws. */
export async function phoneApi(method, where, body) {
  const response = await fetch(`${base}${where}`, {
    method,
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const answer = await response.json();
  if (!response.ok) {
    throw Object.assign(new Error(`${method} ${where}: ${answer.message}`), {
      status: response.status,
    });
  }
  return answer;
}

/** Runs one step; the first that fails ends the script with its name. */
export async function step(name, work) {
  const begin = performance.now();
  try {
    const result = await work();
    const shown = result === undefined ? '' : JSON.stringify(result).slice(0, 160);
    console.log(`ok   ${name} (${Math.round(performance.now() - begin)} ms) ${shown}`);
    return result;
  } catch (error) {
    console.log(`FAIL ${name} (${Math.round(performance.now() - begin)} ms)`);
    console.log(error);
    process.exit(1);
  }
}

/** Asks again until the answer is truthy. */
export async function eventually(question, millis = 15_000) {
  const end = Date.now() + millis;
  let last;
  while (Date.now() < end) {
    try {
      const answer = await question();
      if (answer) {
        return answer;
      }
    } catch (error) {
      last = error;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`waited ${millis} ms in vain for ${question}`, { cause: last });
}

/** How Chromium takes the simulator for web.whatsapp.com, and finds nothing else. */
export async function launchOptions() {
  const { httpsPort, spki } = await phoneApi('GET', '/simulator');
  const flags = [
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    `--host-resolver-rules=MAP web.whatsapp.com:443 127.0.0.1:${httpsPort},` +
      'MAP * ~NOTFOUND , EXCLUDE 127.0.0.1',
    `--ignore-certificate-errors-spki-list=${spki}`,
  ];
  if (process.getuid() === 0) {
    flags.push('--no-sandbox'); // Chromium's sandbox refuses root
  }
  return {
    executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
    headless: true,
    args: flags,
  };
}

export function newFolder(name) {
  return fs.mkdtempSync(path.join(os.tmpdir(), `${name}-`));
}

/** A phone of its own for each run: the simulator forgets nothing. */
export function newNumber() {
  return `4917${String(Math.floor(Math.random() * 1e8)).padStart(8, '0')}`;
}

export { assert };
