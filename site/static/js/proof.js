/* ALTCHA's proof of work, computed while one writes. Without it a doubtful comment waits
   for a moderator; nobody is kept from sending.

   <form data-challenge="/comments/challenge/"> names where challenges come from;
   its field `altcha` takes the answer. */

const BATCH = 20;

const bytesOf = (hex) => Uint8Array.from(hex.match(/../g), (pair) => parseInt(pair, 16));

const hexOf = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");

/** The nonce, then the counter on four bytes. */
function passwordOf(nonce, counter) {
  const password = new Uint8Array(nonce.length + 4);
  password.set(nonce);
  new DataView(password.buffer).setUint32(nonce.length, counter);
  return password;
}

async function derive({ salt, cost, keyLength }, password) {
  const key = await crypto.subtle.importKey("raw", password, "PBKDF2", false, ["deriveBits"]);
  const derivation = { name: "PBKDF2", hash: "SHA-256", salt: bytesOf(salt), iterations: cost };
  return hexOf(new Uint8Array(await crypto.subtle.deriveBits(derivation, key, keyLength * 8)));
}

/** @returns {Promise<{counter: number, derivedKey: string} | undefined>} none once it expired */
async function solve(parameters) {
  const nonce = bytesOf(parameters.nonce);
  for (let counter = 0; Date.now() < parameters.expiresAt * 1000; counter += 1) {
    const derivedKey = await derive(parameters, passwordOf(nonce, counter));
    if (derivedKey.startsWith(parameters.keyPrefix)) return { counter, derivedKey };
    /* Between batches the page may answer what people do. */
    if (counter % BATCH === 0) await new Promise((resume) => setTimeout(resume));
  }
}

async function prove(form) {
  const response = await fetch(form.dataset.challenge);
  if (!response.ok) return;
  const challenge = await response.json();
  const solution = await solve(challenge.parameters);
  if (!solution) return;
  const { altcha } = form.elements;
  altcha.value = btoa(JSON.stringify({ challenge, solution }));
  /* It expires: who goes on writing after that gives a new one. */
  const left = challenge.parameters.expiresAt * 1000 - Date.now();
  setTimeout(() => (altcha.value = ""), left);
}

const asked = new WeakSet();

/* Heard on the document: another script may bring the form in later. */
async function onInput({ target }) {
  const { form } = target;
  if (!form?.dataset.challenge || form.elements.altcha.value || asked.has(form)) return;
  asked.add(form);
  try {
    await prove(form);
    asked.delete(form);
  } catch {
    /* Out of reach: the comment can be sent without. */
  }
}

/* Browsers compute it over a secure connection only. */
if (crypto.subtle) document.addEventListener("input", onInput);
