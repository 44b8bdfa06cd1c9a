"""The command that draws a map without a browser: ``python -m layers.export --help``."""

import sys

from layers.export.command import main

sys.exit(main(sys.argv[1:]))
