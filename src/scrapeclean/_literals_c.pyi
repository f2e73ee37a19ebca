from ._literals import places as places
from ._literals import plan as plan
