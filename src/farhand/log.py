"""Logs as events with fields, on stderr. Never keys, codes, prompts or diffs."""

import logging
import os
import sys
from dataclasses import dataclass

from farhand.masking import Masker

Field = str | int | float | bool | None


@dataclass(frozen=True, slots=True)
class Log:
    """Where one module tells what happened: `log.info("task.started", task=…)`."""

    logger: logging.Logger

    @staticmethod
    def of(module: str) -> "Log":
        """Return the log of a module, given its `__name__`."""
        return Log(logging.getLogger(module))

    def debug(self, event: str, **fields: Field) -> None:
        """Tell what only a developer wants to know."""
        self._tell(logging.DEBUG, event, fields)

    def info(self, event: str, **fields: Field) -> None:
        """Tell what happened."""
        self._tell(logging.INFO, event, fields)

    def warning(self, event: str, **fields: Field) -> None:
        """Tell what should not have happened and was handled."""
        self._tell(logging.WARNING, event, fields)

    def exception(self, event: str, **fields: Field) -> None:
        """Tell what failed, with the traceback of the exception being handled."""
        self._tell(logging.ERROR, event, fields, with_traceback=True)

    def _tell(self, level: int, event: str, fields: dict[str, Field], *, with_traceback: bool = False) -> None:
        if self.logger.isEnabledFor(level):
            words = " ".join((event, *(f"{name}={value}" for name, value in fields.items())))
            self.logger.log(level, "%s", words, exc_info=with_traceback, stacklevel=3)


class MaskedFormatter(logging.Formatter):
    """Masks keys in all that is logged, tracebacks included."""

    def __init__(self, masker: Masker) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s %(message)s")
        self._masker = masker

    def format(self, record: logging.LogRecord) -> str:
        """Return the line, or lines, of a record."""
        return self._masker.mask(super().format(record))


def start_logging(level: str) -> None:
    """Send logs of `level` (debug, info, warning, error) and above to stderr."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(MaskedFormatter(Masker.of(os.environ)))
    root = logging.getLogger("farhand")
    root.addHandler(handler)
    root.setLevel(level.upper())
