from ._word_sums import Telling as Telling
from ._word_sums import evidence as evidence
from ._word_sums import looks as looks
from ._word_sums import repeats as repeats
