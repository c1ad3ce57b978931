"""The errors that Parallax raises on purpose; each message says what is wrong, where, and what to do.

ParallaxError
├── InputError          an article file, archive or table that cannot be read
│   └── UnsafeInputError    an archive or path that tries to escape or to exhaust the machine
├── SettingsError       an option, a sources.csv or a file of decisions that does not fit
├── BuildError          a build that cannot go on
│   └── BuildLockedError    another build holds the data folder
├── StoreError          tables that are missing, of another version or damaged
├── ModelError          the reader model is missing or does not load
├── ComparisonError     a comparison that the data cannot support
└── MissingExtraError   an optional package is not installed
"""

from __future__ import annotations


class ParallaxError(Exception):
    """Base of all errors that are shown to a user as one line, never as a traceback."""


class InputError(ParallaxError):
    """An article file, archive or table that cannot be read."""


class UnsafeInputError(InputError):
    """An archive or path that tries to leave its folder or to exhaust the machine."""


class SettingsError(ParallaxError):
    """An option, a sources.csv or a file of decisions (aliases.csv, stories.csv) that does not fit."""


class BuildError(ParallaxError):
    """A build that cannot go on; the tables that stood before still stand."""


class BuildLockedError(BuildError):
    """Another build holds the data folder."""


class StoreError(ParallaxError):
    """Tables that are missing, written by another version, or damaged."""


class ModelError(ParallaxError):
    """The reader model is missing or does not load."""


class ComparisonError(ParallaxError):
    """A comparison that the data at hand cannot support."""


class MissingExtraError(ParallaxError):
    """An optional package is not installed.

    :param extra: the name of the extra that brings it, as in ``pip install "newsparallax[extra]"``.
    """

    def __init__(self, package: str, extra: str) -> None:
        super().__init__(f"{package} is not installed; install it with: pip install 'newsparallax[{extra}]'")
