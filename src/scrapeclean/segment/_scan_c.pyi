from ._scan import next_opener as next_opener
from ._scan import ordinary_until as ordinary_until
