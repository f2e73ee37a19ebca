from ._word_sums import evidence as evidence
from ._word_sums import held as held
from ._word_sums import held_before as held_before
from ._word_sums import looks as looks
from ._word_sums import telling as telling
