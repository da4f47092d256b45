"""How much a test run does: all that there is with `FARHAND_LONG=1`, else what fits into a quarter of an hour."""

import os

IS_LONG = bool(os.environ.get("FARHAND_LONG"))
