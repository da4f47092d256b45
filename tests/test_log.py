"""Logs hold no keys."""

import logging

from farhand.log import MaskedFormatter
from farhand.masking import Masker


def test_a_key_is_masked_in_a_line_and_in_a_traceback() -> None:
    formatter = MaskedFormatter(Masker.of({"MY_TOKEN": "plain-words-17"}))
    error = ValueError("no such user: plain-words-17")
    failure = (ValueError, error, None)
    record = logging.LogRecord("farhand", logging.ERROR, "", 1, "key=%s", ("AKIAIOSFODNN7EXAMPLE",), failure)
    line = formatter.format(record)
    assert "key=[AWS key masked]" in line
    assert "no such user: [MY_TOKEN masked]" in line
    assert "plain-words-17" not in line
