"""The extractors of the default recipe, one a file."""
