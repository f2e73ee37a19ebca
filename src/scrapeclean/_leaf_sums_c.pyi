from ._leaf_sums import leaf_sums as leaf_sums
from ._leaf_sums import plan as plan
from ._leaf_sums import reaching as reaching
from ._leaf_sums import scores as scores
from ._leaf_sums import softmax as softmax
