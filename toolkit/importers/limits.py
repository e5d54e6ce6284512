"""How large, deep and slow a document may be before it is refused."""

from dataclasses import dataclass

MEGABYTE = 1024 * 1024
# How the child of the sandbox says that it ran into ``memory``.
OUT_OF_MEMORY_STATUS = 70


@dataclass(frozen=True)
class Limits:
    """Sizes in bytes, times in seconds; tests lower them to reach each refusal quickly."""

    file_size: int = 20 * MEGABYTE
    unpacked_size: int = 50 * MEGABYTE
    entries: int = 2_000
    ratio: int = 100
    # Below this size an archive cannot hurt, however well it is compressed.
    ratio_floor: int = 10 * MEGABYTE
    # mammoth spends some 25 µs and 1 kB on an element: this keeps it within the last two.
    elements: int = 300_000
    depth: int = 100
    rows: int = 3_000
    output_size: int = 10 * MEGABYTE
    seconds: int = 20
    memory: int = 512 * MEGABYTE


LIMITS = Limits()
