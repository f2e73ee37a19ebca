"""``python -m scrapeclean``: the same as the ``scrapeclean`` command."""

import sys

from .cli import main

if __name__ == "__main__":
    sys.exit(main())
