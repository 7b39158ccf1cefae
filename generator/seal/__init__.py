"""A closed year is sealed once, kept for ever, and can be verified by anybody.

The only writer of `plans/<year>/sealed/` and of `plans/seals.txt`.
"""

from generator.seal.bag import closed_in, make_bag
from generator.seal.chain import Chain, Seal, unfit_reason
from generator.seal.examine import Sealed, examine, sealed_labels
from generator.seal.faults import DamagedSealError, Fault, SealRefusedError
from generator.seal.harmless import image_digests, images_of
from generator.seal.keep import (
    SEALS,
    SIGNERS,
    KeptSeal,
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
from generator.seal.leaks import leaks_of, report_standing
from generator.seal.signature import Judgement, Signature, judged, sign
from generator.seal.trust import Trust, unsigned_again
from generator.seal.vault import Vault
from generator.seal.verify import CHAIN, Verified, verify_file, verify_portal
from generator.seal.zipped import pack, write_zip

__all__ = [
    "CHAIN",
    "SEALS",
    "SIGNERS",
    "Chain",
    "DamagedSealError",
    "Fault",
    "Judgement",
    "KeptSeal",
    "Seal",
    "SealRefusedError",
    "Sealed",
    "Signature",
    "Trust",
    "Vault",
    "Verified",
    "chain_of",
    "closed_in",
    "examine",
    "file_digest",
    "finish",
    "image_digests",
    "images_of",
    "judged",
    "kept_seal",
    "leaks_of",
    "make_bag",
    "pack",
    "place",
    "report_standing",
    "sealed_labels",
    "sealed_path",
    "settled",
    "sign",
    "sign_again",
    "source_files",
    "unfit_reason",
    "unsigned_again",
    "verify_file",
    "verify_portal",
    "write_zip",
]
