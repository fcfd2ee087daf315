"""How much one file may cost."""

from dataclasses import dataclass

_MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """What a worker and the tools that it starts may use. Times in seconds, sizes in bytes.

    >>> Limits(seconds=5).seconds
    5
    """

    #: Longest silence: without a page done for so long, reading is stopped. A page that takes four seconds alone takes
    #: many times that on a busy machine; what computes without end meets `cpu_seconds` first.
    seconds: float = 300.0
    #: Longest time for one file, however many pages it reports.
    total_seconds: float = 3600.0
    #: Processor time of the worker itself between two signs of life.
    cpu_seconds: int = 120
    #: Resident memory of the worker and its tools together; looked at while it works.
    memory: int = 1536 * _MEGABYTE
    #: Address space of each process: a wall behind `memory`, for what is faster than looking. LibreOffice asks for
    #: 1.2 GiB of it and lives in 0.3.
    address_space: int = 4096 * _MEGABYTE
    #: Largest file that a worker or a tool may write.
    file_size: int = 1024 * _MEGABYTE
    open_files: int = 256
    #: A worker is replaced after so many files, or when it stays larger than this between two of them.
    files: int = 500
    idle_memory: int = 300 * _MEGABYTE
