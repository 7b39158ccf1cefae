"""A closed year is sealed once, kept for ever, and can be verified by anybody.

The only writer of `plans/<year>/sealed/` and of `plans/seals.txt`.

A closed year in types, from the inside out. `ClosedYear`, with its `ClosedGroup`s, is what a year
says of itself (`year.json`): the format that every release reads. `SealedFile` is the zip around
it, opened and known to be harmless to read. A `Seal` is a line of `plans/seals.txt`, a `Chain` all
lines, and `Why` says why a line cannot be right. `KeptSeal` is a seal with its file on this disk.
`SealedYear` is what pages, checks and comparisons know: the kept seal, the closed year that it
tells, and what vouches for it. `Verified` is the answer to whoever doubts one. `Vault` holds them
unpacked between builds.

Its floors:
0 chain, faults, inert, names, shapes, workbook · 1 facts, keep, signature, zipped · 2 bag, forms,
sealed, trust · 3 harmless, shape, tables · 4 agree · 5 whole · 6 vault · 7 examine ·
8 leaks, verify · 9 early.
"""

from generator.archive.bag import closed_in, make_bag
from generator.archive.chain import Chain, Seal, read_chain, unfit_reason
from generator.archive.early import refuse_early
from generator.archive.examine import examine
from generator.archive.faults import DamagedSealError, SealFault, SealRefusedError
from generator.archive.harmless import image_digests, images_of
from generator.archive.keep import (
    KeptSeal,
    chain_of,
    file_digest,
    finish,
    kept_seal,
    place,
    sealed_path,
    sign_again,
    source_files,
    with_line_feeds,
)
from generator.archive.leaks import leaks_of, report_standing
from generator.archive.sealed import SealedYear
from generator.archive.shapes import Shapes, YearFile
from generator.archive.signature import Judgement, Signature, judged, sign
from generator.archive.tables import sealed_file
from generator.archive.trust import Trust, unsigned_again
from generator.archive.vault import Vault, write_sources
from generator.archive.verify import CHAIN, verify_file, verify_portal, withdrawn_seals
from generator.archive.whole import Verified
from generator.archive.zipped import pack, write_zip

__all__ = [
    "CHAIN",
    "Chain",
    "DamagedSealError",
    "Judgement",
    "KeptSeal",
    "Seal",
    "SealFault",
    "SealRefusedError",
    "SealedYear",
    "Shapes",
    "Signature",
    "Trust",
    "Vault",
    "Verified",
    "YearFile",
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
    "read_chain",
    "refuse_early",
    "report_standing",
    "sealed_file",
    "sealed_path",
    "sign",
    "sign_again",
    "source_files",
    "unfit_reason",
    "unsigned_again",
    "verify_file",
    "verify_portal",
    "with_line_feeds",
    "withdrawn_seals",
    "write_sources",
    "write_zip",
]
