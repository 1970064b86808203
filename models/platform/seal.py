"""Seals personal data (AES-GCM) and makes keyed fingerprints by which a sealed value can still be found.

A sealed value opens only in its place: what it is `bound_to` (its label and the seal of its row) is authenticated too.
"""

import hashlib
import hmac
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from domain.platform.identifiers import normalise

NONCE_BYTES = 12
SEAL_BYTES = 16


class NotOurSeal(Exception):
    """The data was sealed with another key, was changed, or was brought here from another place."""


def new_seal() -> bytes:
    """Draw the seal of a new row: 16 random bytes that no other row has, and that stay with it."""
    return os.urandom(SEAL_BYTES)


def place_of(label: str, seal: bytes) -> bytes:
    """Say where a sealed value belongs: `label` is its table and column as they were first called."""
    return f"{label}:".encode() + seal


class Vault:
    """Seals and opens with keys derived from the 32 bytes of `DATA_KEY`."""

    def __init__(self, key: bytes) -> None:
        if len(key) != 32:
            raise ValueError("The data key must be 32 bytes long")
        self._cipher = AESGCM(self._derive(key, b"seal"))
        self._finger = self._derive(key, b"fingerprint")

    @staticmethod
    def _derive(key: bytes, purpose: bytes) -> bytes:
        return HKDF(SHA256(), 32, salt=b"sisong", info=purpose).derive(key)

    def seal(self, plain: bytes, bound_to: bytes) -> bytes:
        nonce = os.urandom(NONCE_BYTES)
        return nonce + self._cipher.encrypt(nonce, plain, bound_to)

    def open(self, sealed: bytes, bound_to: bytes) -> bytes:
        """Return what was sealed; raises NotOurSeal for another key, a changed value and one of another place."""
        try:
            return self._cipher.decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], bound_to)
        except (InvalidTag, ValueError) as wrong:
            raise NotOurSeal("not sealed with this DATA_KEY, changed, or not sealed for this place") from wrong

    def fingerprint(self, value: str) -> str:
        """Return a keyed hash (64 hex digits); equal values have equal fingerprints, and nothing else is told."""
        return hmac.new(self._finger, value.encode(), hashlib.sha256).hexdigest()


_vault: Vault | None = None


def use_vault(vault: Vault) -> None:
    """Set the vault of this process; the program does it once at start, before the first query."""
    global _vault
    _vault = vault


def vault() -> Vault:
    """Return the vault of this process."""
    if _vault is None:
        raise RuntimeError("No vault: call use_vault first")
    return _vault


NO_NUMBER = ""  # in place of the fingerprint of a number that is to follow: nobody is found by it


def print_of(number: str) -> str:
    """Return the fingerprint by which a person is found, from the number as it is kept; NO_NUMBER without one."""
    plain = normalise(number)
    return vault().fingerprint(plain) if plain else NO_NUMBER
