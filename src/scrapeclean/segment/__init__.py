"""From a page to blocks."""
