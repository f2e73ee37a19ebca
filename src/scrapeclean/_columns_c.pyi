from ._columns import gather as gather
from ._columns import shares as shares
from ._columns import sizes as sizes
from ._columns import smalls as smalls
from ._columns import subtree_sums as subtree_sums
from ._columns import wider as wider
from ._columns import windows as windows
