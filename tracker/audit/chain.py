"""The hash chain, pure: every event's hash covers its content and the hash before it."""

import hashlib
import json

ALGORITHM = "sm3" if "sm3" in hashlib.algorithms_available else "sha256"


def seal(content, previous_hash, algorithm=ALGORITHM):
    """The hash of an event: ``<algorithm>:<hex>`` over canonical JSON of ``content`` and ``previous_hash``.

    SM3 (GB/T 32905-2016) where OpenSSL offers it, SHA-256 otherwise; the algorithm stands in the result, so that a
    chain written on one machine can be checked on another.
    """
    text = json.dumps([previous_hash, content], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return f"{algorithm}:{hashlib.new(algorithm, text.encode('utf-8', 'surrogatepass')).hexdigest()}"


def is_sealed(content, previous_hash, seal_found):
    """Whether ``seal_found`` is the hash of this content after this hash, by the algorithm that it names."""
    algorithm = seal_found.partition(":")[0]
    if algorithm not in {"sm3", "sha256"}:
        return False
    return seal(content, previous_hash, algorithm) == seal_found
