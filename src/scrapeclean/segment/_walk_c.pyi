from collections.abc import Callable
from typing import Any

from ._walk import Walked

def walk(root: Any, resolve: Callable[[str], str]) -> Walked: ...
