from collections.abc import Callable
from typing import Any

from ._walk import Walked

BUILT_AGAINST: tuple[str, str]

def walk(root: Any, resolve: Callable[[str], str]) -> Walked: ...
