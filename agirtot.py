"""The project package: its code lives in the folder ``site/`` (docs/adr/0001 says why)."""

from pathlib import Path

__path__ = [str(Path(__file__).with_name("site"))]
