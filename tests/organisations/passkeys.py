"""A passkey made of software, for tests without a browser: it registers and signs as a device would."""

import hashlib
import json
import secrets
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData

ORIGIN = "http://localhost:8000"


class SoftPasskey:
    """One key pair, for one site. ``verifies`` says whether it asks who holds it."""

    def __init__(self, *, site: str = "localhost", origin: str = ORIGIN, verifies: bool = True) -> None:
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.ident = secrets.token_bytes(16)
        self.site = hashlib.sha256(site.encode()).digest()
        self.origin = origin
        flag = AuthenticatorData.FLAG
        self.flags = flag.UP | flag.UV if verifies else flag.UP

    def credential(self, challenge: str = "AAAA") -> dict[str, Any]:
        """What the device answers when it is asked to make the key."""
        public = ES256.from_cryptography_key(self.key.public_key())  # type: ignore[no-untyped-call]
        data = AttestedCredentialData.create(b"\0" * 16, self.ident, public)
        made = AuthenticatorData.create(self.site, self.flags | AuthenticatorData.FLAG.AT, 0, data)
        attestation = AttestationObject.create("none", made, {})
        return self._answer("webauthn.create", challenge, attestationObject=websafe_encode(attestation))

    def signed(self, challenge: str, *, handle: bytes = b"") -> dict[str, Any]:
        """What the device answers when it is asked to sign; ``handle`` says whose key it is."""
        data = AuthenticatorData.create(self.site, self.flags, 1)
        client = self._client("webauthn.get", challenge)
        signature = self.key.sign(bytes(data) + hashlib.sha256(client).digest(), ec.ECDSA(SHA256()))
        parts = {"authenticatorData": websafe_encode(data), "signature": websafe_encode(signature)}
        return self._answer("webauthn.get", challenge, **parts, userHandle=websafe_encode(handle))

    def _client(self, kind: str, challenge: str) -> bytes:
        return json.dumps({"type": kind, "challenge": challenge, "origin": self.origin}).encode()

    def _answer(self, kind: str, challenge: str, **response: str) -> dict[str, Any]:
        ident = websafe_encode(self.ident)
        client = websafe_encode(self._client(kind, challenge))
        told = {"clientDataJSON": client, **response}
        return {"id": ident, "rawId": ident, "type": "public-key", "response": told, "clientExtensionResults": {}}
