from ._scan import has_controls as has_controls
from ._scan import next_opener as next_opener
from ._scan import occurrences as occurrences
from ._scan import ordinary_until as ordinary_until
