/* Passkeys: a form with data-passkey asks the device before it is sent. Without this script it cannot be sent usefully,
   which is why every page with such a form has another way. */
"use strict";

const toBytes = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (sign) => sign.codePointAt(0));
const toText = (buffer) => btoa(String.fromCodePoint(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
const withBytes = (list) => (list ?? []).map((each) => ({ ...each, id: toBytes(each.id) }));

/* The same options in every browser: newer ones could read them by themselves. */
const forCreating = (given) => ({
  ...given,
  challenge: toBytes(given.challenge),
  user: { ...given.user, id: toBytes(given.user.id) },
  excludeCredentials: withBytes(given.excludeCredentials),
  authenticatorSelection: { ...given.authenticatorSelection, residentKey: "required", requireResidentKey: true, userVerification: "required" },
});
const forGetting = (given) => ({ ...given, challenge: toBytes(given.challenge), allowCredentials: withBytes(given.allowCredentials) });

const asSent = ({ id, rawId, type, response, authenticatorAttachment }, extensions) => {
  const parts = ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"];
  const given = parts.filter((part) => response[part]).map((part) => [part, toText(response[part])]);
  return { id, rawId: toText(rawId), type, authenticatorAttachment, response: Object.fromEntries(given), clientExtensionResults: extensions };
};

const optionsOf = async (form) => {
  if (!form.dataset.options) return JSON.parse(document.getElementById("passkey-options").textContent);
  const answer = await fetch(form.dataset.options, { headers: { Accept: "application/json" }, cache: "no-store" });
  if (!answer.ok) throw new Error(answer.statusText);
  return (await answer.json()).request_options;
};

const ask = async (form) => {
  const { creation_options: creation, request_options: request, publicKey } = await optionsOf(form);
  const given = (creation ?? request)?.publicKey ?? publicKey;
  return form.dataset.passkey === "create"
    ? navigator.credentials.create({ publicKey: forCreating(given) })
    : navigator.credentials.get({ publicKey: forGetting(given) });
};

const tell = (form, what) => {
  for (const each of ["cancelled", "unsupported"]) form.querySelector(`[data-${each}]`).hidden = each !== what;
};

for (const form of document.querySelectorAll("form[data-passkey]")) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    tell(form);
    if (!window.PublicKeyCredential) return tell(form, "unsupported");
    try {
      const credential = await ask(form);
      form.elements.credential.value = JSON.stringify(asSent(credential, credential.getClientExtensionResults()));
      form.submit();
    } catch {
      tell(form, "cancelled");
    }
  });
}
