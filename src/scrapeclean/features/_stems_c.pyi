from ._stems import shared as shared
