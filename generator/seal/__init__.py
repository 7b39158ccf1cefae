"""A closed year is sealed once, kept for ever, and can be verified by anybody.

The only writer of `plans/<year>/sealed/` and of `plans/seals.txt`.
"""

from generator.seal.bag import make_bag
from generator.seal.chain import Chain, Seal
from generator.seal.examine import Sealed, examine, sealed_labels
from generator.seal.faults import DamagedSealError, Fault, SealRefusedError
from generator.seal.keep import (
    SEALS,
    SIGNERS,
    chain_of,
    file_digest,
    finish,
    kept_seal,
    place,
    sealed_path,
    settled,
    sign_again,
    source_files,
)
from generator.seal.signature import sign
from generator.seal.vault import Vault
from generator.seal.verify import Verified, verify_file, verify_portal
from generator.seal.zipped import pack, write_zip

__all__ = [
    "SEALS",
    "SIGNERS",
    "Chain",
    "DamagedSealError",
    "Fault",
    "Seal",
    "SealRefusedError",
    "Sealed",
    "Vault",
    "Verified",
    "chain_of",
    "examine",
    "file_digest",
    "finish",
    "kept_seal",
    "make_bag",
    "pack",
    "place",
    "sealed_labels",
    "sealed_path",
    "settled",
    "sign",
    "sign_again",
    "source_files",
    "verify_file",
    "verify_portal",
    "write_zip",
]
